package io.nachweis.gateway;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/** Gives each request an id and notes what became of it: the route, never the path, the query or who it was. */
final class RequestLog extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger("io.nachweis.gateway.access");

    static final String REQUEST_ID_HEADER = "X-Request-Id";

    private static final String REQUEST_ID = RequestLog.class.getName();

    /** Ours: an id that a client brings along could be anything, and the same twice. */
    static String requestId(HttpServletRequest request) {
        if (request.getAttribute(REQUEST_ID) instanceof String id) {
            return id;
        }
        String id = UUID.randomUUID().toString();
        request.setAttribute(REQUEST_ID, id);
        return id;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long start = System.nanoTime();
        String id = requestId(request);
        response.setHeader(REQUEST_ID_HEADER, id);
        try {
            chain.doFilter(request, response);
        } finally {
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            LOG.info("{} {} {} {} ms {}", request.getMethod(), route(request), response.getStatus(), millis, id);
        }
    }

    private static Object route(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null ? "-" : pattern;
    }
}
