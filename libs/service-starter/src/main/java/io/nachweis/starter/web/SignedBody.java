package io.nachweis.starter.web;

import io.nachweis.contracts.ContentDigest;
import io.nachweis.limits.ReadRequest;
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
        if (!ContentDigest.of(body).equals(request.getHeader(ContentDigest.HEADER))) {
            throw new AccessDeniedException("Another body was signed");
        }
        chain.doFilter(new ReadRequest(request, body), response);
    }
}
