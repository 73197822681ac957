package io.nachweis.starter.web;

import io.nachweis.contracts.MacKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code v3;<ip>;<request id>;<unix seconds>;<base64url HMAC-SHA-256 of what is before it, of method, path and
 * query, and of the Content-Digest of the body, if there is one>}.
 */
final class GatewaySignature {

    static final String HEADER = "X-Nachweis-Client";

    private static final Duration MAX_AGE = Duration.ofSeconds(60);

    private final MacKey key;
    private final Clock clock;

    /** @param clock of real time: a moved domain clock must not make the gateway a stranger */
    GatewaySignature(byte[] key, Clock clock) {
        this.key = new MacKey(key);
        this.clock = clock;
    }

    /**
     * Empty unless the gateway passed exactly this request on within the last minute, as far as it is known before its body
     * is read.
     *
     * @param target path and query as they were sent
     * @param digest what is said to be that of the body; nothing is said of one that the gateway only let through
     */
    Optional<ClientAddress> read(@Nullable String header, String method, String target, @Nullable String digest) {
        if (header == null || !header.startsWith("v3;")) {
            return Optional.empty();
        }
        int end = header.lastIndexOf(';');
        String message = header.substring(0, end) + ';' + method + ' ' + target + '\n' + (digest == null ? "" : digest);
        if (!key.isSignature(header.substring(end + 1), message)) {
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
}
