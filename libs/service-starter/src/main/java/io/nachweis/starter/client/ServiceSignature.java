package io.nachweis.starter.client;

import io.nachweis.contracts.MacKey;
import io.nachweis.starter.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * How services of one installation know each other where no person's token is at hand:
 * {@code v2;<service>;<unix seconds>;<base64url HMAC-SHA-256 of what is before it, of method, path and query, and of the
 * Content-Digest of the body>}, in the manner of RFC 9421 and RFC 9530.
 */
public final class ServiceSignature implements ClientHttpRequestInterceptor {

    public static final String HEADER = "X-Nachweis-Service";
    public static final String CONTENT_DIGEST = "Content-Digest";

    private static final String VERSION = "v2;";

    private static final Duration MAX_AGE = Duration.ofSeconds(60);

    private final String service;
    private final MacKey key;
    private final Clock clock;

    /**
     * @param service the one that signs
     * @param clock of real time: a moved domain clock must not make services strangers
     */
    public ServiceSignature(String service, byte[] key, Clock clock) {
        this.service = service;
        this.key = new MacKey(key);
        this.clock = clock;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        sign(request.getMethod().name(), request.getURI(), body).forEach(request.getHeaders()::set);
        return execution.execute(request, body);
    }

    /** The headers that go with the request, by their names. */
    public Map<String, String> sign(String method, URI uri, byte[] body) {
        String signed = VERSION + service + ";" + clock.instant().getEpochSecond();
        String digest = digest(body);
        String mac = key.sign(message(signed, method, uri.getRawPath(), uri.getRawQuery(), digest));
        return Map.of(HEADER, signed + ";" + mac, CONTENT_DIGEST, digest);
    }

    /** The value of {@code Content-Digest} (RFC 9530). */
    public static String digest(byte[] body) {
        MessageDigest digest = Sha256.digest();
        return "sha-256=:" + Base64.getEncoder().encodeToString(digest.digest(body)) + ":";
    }

    /**
     * Whether a service of this installation made exactly this request within the last minute, as far as it is known
     * before its body is read: that the body is what its {@code Content-Digest} says is for its reader to see.
     */
    public boolean isOn(HttpServletRequest request) {
        String header = request.getHeader(HEADER);
        String digest = request.getHeader(CONTENT_DIGEST);
        if (header == null || digest == null || !header.startsWith(VERSION)) {
            return false;
        }
        int end = header.lastIndexOf(';');
        String signed = header.substring(0, end);
        String message =
                message(signed, request.getMethod(), request.getRequestURI(), request.getQueryString(), digest);
        return key.isSignature(header.substring(end + 1), message) && isFresh(signed);
    }

    /** Only what carries a good signature comes here, so it has the layout that we gave it. */
    private boolean isFresh(String signed) {
        long seconds = Long.parseLong(signed.substring(signed.lastIndexOf(';') + 1));
        return Math.abs(clock.instant().getEpochSecond() - seconds) <= MAX_AGE.toSeconds();
    }

    private static String message(String signed, String method, String path, @Nullable String query, String digest) {
        return signed + ";" + method + " " + path + (query == null ? "" : "?" + query) + "\n" + digest;
    }
}
