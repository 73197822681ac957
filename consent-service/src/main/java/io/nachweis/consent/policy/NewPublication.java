package io.nachweis.consent.policy;

import io.nachweis.consent.approval.ApprovalEvent.Part;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which version somebody wants to have published; all of it is what a second person approves.
 *
 * @param version as the policy's file names it
 * @param sha256 of that file
 * @param effectiveFrom null for as soon as it is published
 */
record NewPublication(
        String version, String sha256, @Nullable Instant effectiveFrom) {

    private static final Pattern PART = Pattern.compile("(.*) (?:at once|from (\\S+))", Pattern.DOTALL);

    static NewPublication of(Part part) {
        Matcher said = PART.matcher(part.what());
        if (!said.matches()) {
            throw new IllegalArgumentException("Not what a publication is asked for by");
        }
        String from = said.group(2);
        return new NewPublication(said.group(1), part.sha256(), from == null ? null : Instant.parse(from));
    }

    Part part() {
        return new Part(version + (effectiveFrom == null ? " at once" : " from " + effectiveFrom), sha256);
    }
}
