package io.nachweis.local.site;

import io.nachweis.local.site.SiteApplication.Shown;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps strangers' pages out of the developer site: it answers only under its own name (a rebound host name is another
 * one), and nothing changes at the wish of a page of another origin.
 */
@Component
class LoopbackGuard extends OncePerRequestFilter {

    private static final Set<String> CHANGES_NOTHING = Set.of("GET", "HEAD", "OPTIONS");

    private final String gateway;

    LoopbackGuard(Shown shown) {
        this.gateway = shown.gateway();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String host = request.getHeader("Host");
        if (host == null || !ownNames(request.getLocalPort()).contains(host)) {
            response.sendError(421);
            return;
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !origin.equals("http://" + host) && !CHANGES_NOTHING.contains(request.getMethod())) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        // A stricter one would let browsers post our own forms with the origin "null".
        response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", contentPolicy());
        chain.doFilter(request, response);
    }

    private static Set<String> ownNames(int port) {
        return Set.of("localhost:" + port, "127.0.0.1:" + port);
    }

    private String contentPolicy() {
        return "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
                + "script-src 'self' " + gateway + "; connect-src 'self' " + gateway
                + "; form-action 'self' " + gateway;
    }
}
