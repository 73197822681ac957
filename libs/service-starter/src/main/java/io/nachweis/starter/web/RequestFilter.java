package io.nachweis.starter.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Notes under which id the logs speak of this request: that of the gateway, if it passed it on. */
final class RequestFilter extends OncePerRequestFilter {

    /** The {@link ClientAddress} of what the gateway passed on. */
    static final String CLIENT = ClientAddress.class.getName();

    static final String REQUEST_ID = RequestFilter.class.getName();

    private static final String IN_LOGS = "request";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = request.getAttribute(REQUEST_ID) instanceof String given
                ? given
                : UUID.randomUUID().toString();
        request.setAttribute(REQUEST_ID, id);
        MDC.put(IN_LOGS, id);
        try {
            if (saysWhatItIs(request.getContentType())) {
                chain.doFilter(request, response);
            } else {
                response.sendError(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
            }
        } finally {
            MDC.remove(IN_LOGS);
        }
    }

    /** A range of types is none, and Spring would fail over it in the middle of an answer. */
    private static boolean saysWhatItIs(@Nullable String contentType) {
        try {
            return contentType == null
                    || contentType.isBlank()
                    || MediaType.parseMediaType(contentType).isConcrete();
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }
}
