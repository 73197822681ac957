package io.nachweis.starter.web;

import io.nachweis.limits.BoundedRequest;
import io.nachweis.limits.Connection;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Lets a body be as large as its route may need, for who reaches this service beside the gateway, too. It is read by whom
 * it is for, and so not before the caller has been asked who they are.
 */
final class BodyLimit extends OncePerRequestFilter {

    private final List<PathPattern> publicRoutes;
    private final DataSize ofAnybody;
    private final DataSize withToken;

    /** @param publicRoutes what anybody may call, as patterns of paths */
    BodyLimit(List<String> publicRoutes, DataSize ofAnybody, DataSize withToken) {
        this.publicRoutes = publicRoutes.stream()
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
        this.ofAnybody = ofAnybody;
        this.withToken = withToken;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        boolean isPublic = publicRoutes.stream().anyMatch(route -> route.matches(path));
        long most = (isPublic ? ofAnybody : withToken).toBytes();
        if (request.getContentLengthLong() > most) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        try {
            chain.doFilter(new BoundedRequest(request, most), response);
        } finally {
            Connection.current().answered();
        }
    }
}
