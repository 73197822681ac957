package io.nachweis.lead.decision;

import io.nachweis.contracts.Problem;

/** The refusals of enquiries. */
public enum EnquiryProblem implements Problem {
    CLOSED("enquiry-closed", 409, "The enquiry is closed");

    private final String slug;
    private final int status;
    private final String title;

    EnquiryProblem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
