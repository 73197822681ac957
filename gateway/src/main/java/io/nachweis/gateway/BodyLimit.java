package io.nachweis.gateway;

import io.nachweis.contracts.PlatformProblem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes a body in before anything is passed on. Refuses one that is too large without reading more of it, and one that
 * does not say what it is.
 */
final class BodyLimit extends OncePerRequestFilter {

    private final int maxBytes;

    BodyLimit(DataSize max) {
        this.maxBytes = Math.toIntExact(max.toBytes());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > maxBytes) {
            throw PlatformProblem.BODY_TOO_LARGE.refusal();
        }
        byte[] body;
        try {
            body = request.getInputStream().readNBytes(maxBytes + 1);
        } catch (IOException _) {
            // The server has refused the request already; with the exception at hand it would take the blame itself.
            request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
            return;
        }
        if (body.length > maxBytes) {
            throw PlatformProblem.BODY_TOO_LARGE.refusal();
        }
        if (body.length > 0 && !StringUtils.hasText(request.getContentType())) {
            // With OPTIONS it must not even be passed on (RFC 9110, 9.3.7).
            throw PlatformProblem.UNSUPPORTED_MEDIA_TYPE.refusal();
        }
        chain.doFilter(new ReadRequest(request, body), response);
    }
}
