package io.nachweis.starter.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads {@code v1;<ip>;<request id>;<unix seconds>;<base64url HMAC-SHA-256 of what is before it>}. */
final class GatewaySignature {

    static final String HEADER = "X-Nachweis-Client";

    private static final Duration MAX_AGE = Duration.ofSeconds(60);

    private final SecretKeySpec key;
    private final Clock clock;

    /** @param clock of real time: a moved domain clock must not make the gateway a stranger */
    GatewaySignature(byte[] key, Clock clock) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.clock = clock;
    }

    /** Empty unless the gateway wrote it within the last minute. */
    Optional<ClientAddress> read(@Nullable String header) {
        if (header == null || !header.startsWith("v1;")) {
            return Optional.empty();
        }
        int end = header.lastIndexOf(';');
        if (!MessageDigest.isEqual(
                mac(header.substring(0, end)), header.substring(end + 1).getBytes(US_ASCII))) {
            return Optional.empty();
        }
        String[] parts = header.split(";", -1);
        return parts.length == 5 && isFresh(parts[3])
                ? Optional.of(new ClientAddress(parts[1], parts[2]))
                : Optional.empty();
    }

    private boolean isFresh(String seconds) {
        try {
            return Math.abs(clock.instant().getEpochSecond() - Long.parseLong(seconds)) <= MAX_AGE.toSeconds();
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private byte[] mac(String signed) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding().encode(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256", e);
        }
    }
}
