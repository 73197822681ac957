package io.nachweis.starter.client;

import io.nachweis.contracts.MacKey;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * How services of one installation know each other where no person's token is at hand:
 * {@code v1;<service>;<unix seconds>;<base64url HMAC-SHA-256 of what is before it and of the request>}.
 */
public final class ServiceSignature implements ClientHttpRequestInterceptor {

    public static final String HEADER = "X-Nachweis-Service";

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
        request.getHeaders().set(HEADER, sign(request.getMethod().name(), request.getURI()));
        return execution.execute(request, body);
    }

    public String sign(String method, URI uri) {
        String signed = "v1;" + service + ";" + clock.instant().getEpochSecond();
        return signed + ";" + key.sign(message(signed, method, uri.getRawPath(), uri.getRawQuery()));
    }

    /** Whether a service of this installation made exactly this request within the last minute. */
    public boolean isOn(HttpServletRequest request) {
        String header = request.getHeader(HEADER);
        if (header == null || !header.startsWith("v1;")) {
            return false;
        }
        int end = header.lastIndexOf(';');
        String signed = header.substring(0, end);
        String message = message(signed, request.getMethod(), request.getRequestURI(), request.getQueryString());
        return key.isSignature(header.substring(end + 1), message) && isFresh(signed);
    }

    /** Only what carries a good signature comes here, so it has the layout that we gave it. */
    private boolean isFresh(String signed) {
        long seconds = Long.parseLong(signed.substring(signed.lastIndexOf(';') + 1));
        return Math.abs(clock.instant().getEpochSecond() - seconds) <= MAX_AGE.toSeconds();
    }

    private static String message(String signed, String method, String path, @Nullable String query) {
        return signed + ";" + method + " " + path + (query == null ? "" : "?" + query);
    }
}
