package io.nachweis.starter.web;

import io.nachweis.limits.ReadRequest;
import io.nachweis.starter.client.ServiceSignature;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a request that a service signed pass only with the body that it sent (RFC 9530). */
final class SignedBody extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body = request.getInputStream().readAllBytes();
        if (!ServiceSignature.digest(body).equals(request.getHeader(ServiceSignature.CONTENT_DIGEST))) {
            throw new AccessDeniedException("Another body was signed");
        }
        chain.doFilter(new ReadRequest(request, body), response);
    }
}
