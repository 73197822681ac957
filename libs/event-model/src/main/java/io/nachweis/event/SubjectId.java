package io.nachweis.event;

import java.util.regex.Pattern;

/**
 * The pseudonym by which a controller finds a person: an HMAC over the normalised e-mail address. Itself personal data
 * (Art. 4(5) GDPR), so it stands beside the evidence and can be removed; then {@link #ERASED} is read in its place.
 */
public record SubjectId(String value) {

    /** A version, a dot, and 32 bytes in base64url, whose last character carries four bits. */
    private static final Pattern SHAPE = Pattern.compile("[1-9][0-9]{0,2}\\.[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

    private static final String ERASED_TEXT = "erased";

    /** What is read where a pseudonym was erased. */
    public static final SubjectId ERASED = new SubjectId(ERASED_TEXT);

    public SubjectId {
        if (!value.equals(ERASED_TEXT) && !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a subject id");
        }
    }

    /** Reads text from outside, where nobody may pass for {@link #ERASED}. */
    public static SubjectId of(String text) {
        var subject = new SubjectId(text);
        if (subject.isErased()) {
            throw new IllegalArgumentException("Not a subject id");
        }
        return subject;
    }

    public boolean isErased() {
        return equals(ERASED);
    }

    @Override
    public String toString() {
        return value;
    }
}
