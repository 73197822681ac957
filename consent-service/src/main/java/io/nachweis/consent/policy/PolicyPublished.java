package io.nachweis.consent.policy;

import io.nachweis.event.EntryType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a controller's policy is published: each service carries it out from its next start on, once its time has
 * come. About nobody.
 *
 * @param publication the stream of what was published for the controller
 * @param version as the policy's file names it
 * @param sha256 of that file, lower-case hexadecimal
 * @param publishedBy the role that had it published; null where a start took it up by itself, because nobody has to approve
 *     it
 * @param approval by which a second person approved it; null where the version in force asks for none
 */
@EntryType("policy.published.v1")
public record PolicyPublished(
        UUID publication,
        String controller,
        String version,
        String sha256,
        Instant effectiveFrom,
        @Nullable String publishedBy,
        Instant publishedAt,
        @Nullable UUID approval) {}
