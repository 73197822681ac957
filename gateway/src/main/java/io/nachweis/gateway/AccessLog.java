package io.nachweis.gateway;

import io.nachweis.gateway.accesslog.Browser;
import io.nachweis.gateway.accesslog.CombinedLine;
import io.nachweis.gateway.accesslog.DailyLog;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Tomcat's access log, of each request that came in, refused ones included. Every part of a line is a word of ours or of a
 * closed set, an address, a number, or the host of a website: nothing that a client wrote is copied, so neither a token
 * nor a line of its own gets in.
 */
final class AccessLog extends ValveBase implements org.apache.catalina.AccessLog, AutoCloseable {

    /** What the policy's category has to list. */
    static final Set<String> FIELDS = Set.of("ip", "requestedAt", "route", "status", "volume", "referrer", "browser");

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");
    private static final String UNKNOWN = "-";
    private static final int LONGEST_HOST = 253;

    private final DailyLog log;
    private final ClientIp clientIp;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("access-log").factory());
    private final AtomicBoolean isFailing = new AtomicBoolean();
    private Instant nextRun = Instant.MIN;

    AccessLog(DailyLog log, ClientIp clientIp, Clock clock) {
        super(true);
        this.log = log;
        this.clientIp = clientIp;
        this.clock = clock;
    }

    /** The rule is carried out now, and as often as time goes by on the domain's clock, which may be moved. */
    AccessLog keeping() {
        var _ = thread.scheduleWithFixedDelay(this::keep, 0, 1, TimeUnit.SECONDS);
        return this;
    }

    private void keep() {
        Instant now = clock.instant();
        if (now.isBefore(nextRun)) {
            return;
        }
        nextRun = now.plusSeconds(60);
        try {
            var kept = log.keep(now);
            if (kept.failed().isEmpty()) {
                nextRun = now.plus(DailyLog.EVERY);
            } else {
                LOG.error("The access log's rule could not be carried out on {}", kept.failed());
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("The access log's rule could not be carried out", e);
        }
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    @Override
    public void log(Request request, Response response, long time) {
        Instant now = clock.instant();
        try {
            log.write(
                    CombinedLine.of(
                            address(request),
                            now,
                            method(request) + ' ' + route(request) + ' ' + protocol(request),
                            response.getStatus(),
                            response.getBytesWritten(false),
                            website(request.getHeader(HttpHeaders.REFERER)),
                            Browser.familyAndSystem(
                                    Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), ""))),
                    now);
            isFailing.set(false);
        } catch (IOException e) {
            if (!isFailing.getAndSet(true)) {
                LOG.error("The access log cannot be written", e);
            }
        }
    }

    private String address(Request request) {
        return request.getRemoteAddr() == null ? UNKNOWN : clientIp.of(request);
    }

    private static String method(Request request) {
        String method = Objects.requireNonNullElse(request.getMethod(), "");
        return METHODS.contains(method) ? method : UNKNOWN;
    }

    private static String route(Request request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                ? pattern
                : UNKNOWN;
    }

    private static String protocol(Request request) {
        String protocol = Objects.requireNonNullElse(request.getProtocol(), "");
        return protocol.matches("HTTP/[0-9](?:\\.[0-9])?") ? protocol : UNKNOWN;
    }

    /** The page before without path and query, either of which may be a link that was sent to somebody. */
    private static String website(@Nullable String referrer) {
        try {
            URI page = new URI(Objects.requireNonNullElse(referrer, ""));
            String scheme = Objects.requireNonNullElse(page.getScheme(), "").toLowerCase(Locale.ROOT);
            String host = Objects.requireNonNullElse(page.getHost(), "").toLowerCase(Locale.ROOT);
            boolean isWeb =
                    Set.of("http", "https").contains(scheme) && !host.isEmpty() && host.length() <= LONGEST_HOST;
            return isWeb ? scheme + "://" + host + (page.getPort() < 0 ? "" : ":" + page.getPort()) : UNKNOWN;
        } catch (URISyntaxException _) {
            return UNKNOWN;
        }
    }

    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
        // It asks the request itself.
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return false;
    }

    @Override
    public void close() throws IOException {
        thread.close();
        log.close();
    }
}
