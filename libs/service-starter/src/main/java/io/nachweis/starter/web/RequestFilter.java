package io.nachweis.starter.web;

import io.nachweis.limits.Connection;
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

/** Notes who is calling through the gateway, and under which id the logs speak of this request. */
final class RequestFilter extends OncePerRequestFilter {

    static final String CLIENT = ClientAddress.class.getName();
    static final String REQUEST_ID = RequestFilter.class.getName();

    private static final String IN_LOGS = "request";

    private final GatewaySignature signature;

    RequestFilter(GatewaySignature signature) {
        this.signature = signature;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var client = signature.read(request.getHeader(GatewaySignature.HEADER), request.getMethod(), target(request));
        client.ifPresent(known -> {
            request.setAttribute(CLIENT, known);
            Connection.current().isKnown();
        });
        var id = client.map(ClientAddress::requestId)
                .orElseGet(() -> UUID.randomUUID().toString());
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

    private static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : '?' + query);
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
