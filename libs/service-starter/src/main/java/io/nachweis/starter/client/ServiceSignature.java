package io.nachweis.starter.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.contracts.ContentDigest;
import io.nachweis.contracts.ServiceKey;
import io.nachweis.contracts.ServiceKeys;
import io.nachweis.contracts.SigningKey;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How services of one installation know each other where no person's token is at hand:
 * {@code v3;<kid>;<who is asked>;<unix seconds>;<base64url Ed25519 signature of what is before it, of method, path and
 * query, and of the Content-Digest of the body>}, in the manner of RFC 9421 and RFC 9530. Each signs with a key of its own,
 * so that none can speak as another, and names whom it asks, so that who is asked cannot ask on with it.
 */
public final class ServiceSignature {

    public static final String HEADER = "X-Nachweis-Service";

    private static final String VERSION = "v3";
    private static final int PARTS = 5;

    private static final Duration MAX_AGE = Duration.ofSeconds(60);

    private final SigningKey key;
    private final ServiceKeys published;
    private final Clock clock;

    /**
     * @param key of the service that signs here, and that others ask
     * @param published by which calls of others count
     * @param clock of real time: a moved domain clock must not make services strangers
     */
    public ServiceSignature(SigningKey key, ServiceKeys published, Clock clock) {
        this.key = key;
        this.published = published;
        this.clock = clock;
    }

    /**
     * The headers that go with the request, by their names.
     *
     * @param service that is asked
     */
    public Map<String, String> sign(String service, String method, URI uri, byte[] body) {
        String signed = String.join(
                ";",
                VERSION,
                key.publicKey().kid(),
                service,
                Long.toString(clock.instant().getEpochSecond()));
        String digest = ContentDigest.of(body);
        String signature = key.sign(message(signed, method, uri.getRawPath(), uri.getRawQuery(), digest));
        return Map.of(HEADER, signed + ";" + signature, ContentDigest.HEADER, digest);
    }

    /**
     * The service that asked this one exactly this within the last minute, as far as it is known before the body is read:
     * that the body is what its {@code Content-Digest} says is for its reader to see.
     */
    public Optional<String> caller(HttpServletRequest request) {
        String header = request.getHeader(HEADER);
        String digest = request.getHeader(ContentDigest.HEADER);
        if (header == null || digest == null) {
            return Optional.empty();
        }
        String[] parts = header.split(";", -1);
        if (parts.length != PARTS || !parts[0].equals(VERSION) || !parts[2].equals(self())) {
            return Optional.empty();
        }
        String signed = header.substring(0, header.lastIndexOf(';'));
        byte[] message =
                message(signed, request.getMethod(), request.getRequestURI(), request.getQueryString(), digest);
        return published
                .find(parts[1])
                .filter(caller -> caller.verifies(message, parts[4]) && isFresh(parts[3]))
                .map(ServiceSignature::service);
    }

    /** Only what carries a good signature comes here, so it is a number. */
    private boolean isFresh(String seconds) {
        return Math.abs(clock.instant().getEpochSecond() - Long.parseLong(seconds)) <= MAX_AGE.toSeconds();
    }

    private String self() {
        return service(key.publicKey());
    }

    private static String service(ServiceKey key) {
        return key.source().substring(1);
    }

    private static byte[] message(String signed, String method, String path, @Nullable String query, String digest) {
        return (signed + ";" + method + " " + path + (query == null ? "" : "?" + query) + "\n" + digest)
                .getBytes(UTF_8);
    }
}
