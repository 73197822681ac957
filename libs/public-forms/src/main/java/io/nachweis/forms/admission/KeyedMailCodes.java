package io.nachweis.forms.admission;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nachweis.policy.Limit;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Codes are keyed hashes. Each try is counted before it is looked at, so that no crowd gets in more of them. */
final class KeyedMailCodes implements MailCodes {

    private static final int ALL = 1_000_000;
    private static final List<Limit> TRIES = List.of(new Limit(5, Duration.ofDays(1)));

    private final RateLimits limits;
    private final Pseudonyms pseudonyms;

    KeyedMailCodes(RateLimits limits, Pseudonyms pseudonyms) {
        this.limits = limits;
        this.pseudonyms = pseudonyms;
    }

    @Override
    public String of(String controller, String about) {
        long drawn = ByteBuffer.wrap(pseudonyms.mac("code", controller, about)).getLong();
        return String.format(Locale.ROOT, "%06d", Math.floorMod(drawn, ALL));
    }

    @Override
    public boolean accepts(String controller, String about, String typed, Instant now) {
        String tries = pseudonyms.of("code-tries", controller, about);
        if (!limits.take(tries, TRIES, now)) {
            return false;
        }
        boolean isRight = MessageDigest.isEqual(
                of(controller, about).getBytes(US_ASCII),
                typed.replaceAll("\\D", "").getBytes(US_ASCII));
        if (isRight) {
            limits.giveBack(tries);
        }
        return isRight;
    }
}
