package io.nachweis.forms.admission;

import io.nachweis.policy.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.altcha.altcha.Altcha;
import org.altcha.altcha.Altcha.Challenge;
import org.altcha.altcha.Altcha.ChallengeOptions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Lets a browser compute for a while before a form is taken (ALTCHA, answered by our own script or by its widget). */
final class ProofOfWork {

    private static final Duration VALID = Duration.ofMinutes(10);
    private static final List<Limit> ONCE = List.of(new Limit(1, VALID.plusDays(1)));
    private static final int LONGEST = 2048;

    private final RateLimits limits;
    private final Pseudonyms pseudonyms;
    private final String key;

    ProofOfWork(RateLimits limits, Pseudonyms pseudonyms) {
        this.limits = limits;
        this.pseudonyms = pseudonyms;
        this.key = pseudonyms.of("altcha");
    }

    /** @param steps how many a browser has to try at most, half of them on average */
    Challenge challenge(int steps) {
        try {
            return Altcha.createChallenge(new ChallengeOptions()
                    .setHmacKey(key)
                    .setMaxNumber((long) steps)
                    .setSecureRandomNumber(true)
                    .setExpiresInSeconds(VALID.toSeconds()));
        } catch (Exception e) {
            throw new IllegalStateException("No challenge can be made", e);
        }
    }

    /** Whether it solves a challenge of ours that is fresh and was not solved before. */
    boolean accepts(@Nullable String proof, Instant now) {
        return proof != null
                && proof.length() <= LONGEST
                && isSolved(proof)
                && limits.take(pseudonyms.of("altcha", challengeOf(proof)), ONCE, now);
    }

    /** One solution can be written in many ways. */
    private static String challengeOf(String proof) {
        return JsonMapper.shared()
                .readTree(Base64.getDecoder().decode(proof))
                .path("challenge")
                .asString()
                .toLowerCase(Locale.ROOT);
    }

    /** The library throws whatever it stumbles over. */
    private boolean isSolved(String proof) {
        try {
            return Altcha.verifySolution(proof, key, true);
        } catch (Exception _) {
            return false;
        }
    }
}
