package io.nachweis.gateway;

import io.nachweis.contracts.ContentDigest;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.limits.BoundedRequest;
import io.nachweis.limits.Connection;
import io.nachweis.limits.ReadRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Takes a body in before anything is passed on, as large as its route may need and within the {@link BodyBudget}. A
 * larger one is taken only where an access token is needed, and not before the service has looked at the token: until
 * then it stays with the client.
 */
final class BodyLimit extends OncePerRequestFilter {

    private static final String EXPECTS_CONTINUE = BodyLimit.class.getName();

    private static final int FIRST_SLICE = 4096;

    private static final PathPattern ENQUIRIES = pattern("/api/v1/{controller}/enquiries");
    private static final PathPattern[] WITH_TOKEN = {
        pattern("/api/v1/{controller}/subjects/**"), pattern("/api/v1/{controller}/desk/**")
    };

    private final int form;
    private final int enquiry;
    private final long withToken;
    private final BodyBudget budget;

    BodyLimit(GatewaySettings settings, BodyBudget budget) {
        this.form = bytes(settings.maxForm());
        this.enquiry = bytes(settings.maxEnquiry());
        this.withToken = settings.maxBody().toBytes();
        this.budget = budget;
    }

    /** Of the body as it is passed on; nothing where it is only let through. */
    static Optional<String> digest(HttpServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(ContentDigest.HEADER));
    }

    /** Whether the body is still to be asked for, which the service says (100, Continue). */
    static boolean expectsContinue(HttpServletRequest request) {
        return request.getAttribute(EXPECTS_CONTINUE) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        int buffered = ENQUIRIES.matches(path) ? enquiry : form;
        boolean takesLarge = Stream.of(WITH_TOKEN).anyMatch(route -> route.matches(path));
        var bounded = new BoundedRequest(request, takesLarge ? withToken : buffered);
        long length = request.getContentLengthLong();
        boolean passOn = takesLarge && bounded.hasBody() && (length < 0 || length > buffered);
        try {
            if (passOn) {
                requireType(request);
                requireToken(request);
                request.setAttribute(EXPECTS_CONTINUE, true);
                // Once somebody has begun to read it, the server does not take it for a form of its own.
                bounded.getInputStream();
                chain.doFilter(bounded, response);
            } else {
                passOnWhole(bounded, buffered, response, chain);
            }
        } catch (IOException | ServletException | RuntimeException e) {
            if (!bounded.isBrokenOff()) {
                throw e;
            }
            bounded.leaveRefusalToServer();
        } finally {
            Connection.current().answered();
        }
    }

    /** Without one a body must not even be passed on with OPTIONS (RFC 9110, 9.3.7). */
    private static void requireType(HttpServletRequest request) {
        if (!StringUtils.hasText(request.getContentType())) {
            throw PlatformProblem.UNSUPPORTED_MEDIA_TYPE.refusal();
        }
    }

    /** Whether it is a good one the service says, but nobody has to ask it about none. */
    private static void requireToken(HttpServletRequest request) {
        if (!StringUtils.hasText(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            throw PlatformProblem.UNAUTHORIZED.refusal();
        }
    }

    private void passOnWhole(BoundedRequest request, int most, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (BodyBudget.Share share = budget.share()) {
            byte[] body = request.hasBody() ? read(request, most, share) : new byte[0];
            Connection.current().arrived();
            request.setAttribute(ContentDigest.HEADER, ContentDigest.of(body));
            if (body.length > 0) {
                requireType(request);
                PostedForm.keep(request, body);
            }
            chain.doFilter(new ReadRequest(request, body), response);
        }
    }

    /** Grows with what comes, so that who says much and sends little holds little. */
    private static byte[] read(BoundedRequest request, int most, BodyBudget.Share share) throws IOException {
        InputStream in = request.getInputStream();
        int length = request.getContentLength();
        // Where the length is not said, it takes one more byte to see that there is none.
        int whole = length < 0 ? most + 1 : length;
        byte[] body = new byte[0];
        int size = 0;
        for (int some = 0; some >= 0 && size < whole; size += Math.max(0, some)) {
            if (size == body.length) {
                int larger = Math.min(whole, Math.max(FIRST_SLICE, 2 * size));
                share.take(larger - size);
                body = Arrays.copyOf(body, larger);
            }
            some = in.read(body, size, body.length - size);
        }
        return size == body.length ? body : Arrays.copyOf(body, size);
    }

    private static PathPattern pattern(String path) {
        return PathPatternParser.defaultInstance.parse(path);
    }

    private static int bytes(DataSize size) {
        return Math.toIntExact(size.toBytes());
    }
}
