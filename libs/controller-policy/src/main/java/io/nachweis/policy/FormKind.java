package io.nachweis.policy;

/** What a form is for, and so which service takes it. */
public enum FormKind {
    NEWSLETTER,
    DOWNLOAD,
    ENQUIRY,
    RIGHTS,
    /** On no website: what the page of preferences offers, each by a wording that stands alone. */
    PREFERENCES
}
