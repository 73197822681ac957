package io.nachweis.personal;

import io.nachweis.event.SubjectId;
import java.util.regex.Pattern;

/** What one key seals: one person's data of one category, within one case where cases can be several. */
public record KeyScope(SubjectId subject, String category, String caseId) {

    public static final String NO_CASE = "";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    public KeyScope {
        if (subject.isErased()) {
            throw new IllegalArgumentException("An erased person has no keys");
        }
        if (!NAME.matcher(category).matches()) {
            throw new IllegalArgumentException("A category is a short name");
        }
        if (!caseId.equals(NO_CASE) && !NAME.matcher(caseId).matches()) {
            throw new IllegalArgumentException("A case is a short name");
        }
    }
}
