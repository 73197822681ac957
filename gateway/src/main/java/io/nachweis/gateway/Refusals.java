package io.nachweis.gateway;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.contracts.Problem;
import io.nachweis.contracts.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns whatever ended a request into a problem. */
final class Refusals extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            requireVersion(request);
            chain.doFilter(request, response);
        } catch (RuntimeException e) {
            answer(problem(e, request), request, response);
        } catch (IOException e) {
            // Of a service that broke off in its answer; of the client, then this reaches nobody.
            LOG.warn(
                    "Request {} broke off: {}",
                    RequestLog.requestId(request),
                    e.getClass().getName());
            answer(PlatformProblem.UNAVAILABLE, request, response);
        } catch (ServletException e) {
            answer(problem(Objects.requireNonNullElse(e.getRootCause(), e), request), request, response);
        }
    }

    /** HTTP/0.9 has none, and no headers by which anything could be decided. */
    private static void requireVersion(HttpServletRequest request) {
        if (!request.getProtocol().startsWith("HTTP/")) {
            throw PlatformProblem.MALFORMED_REQUEST.refusal();
        }
    }

    private static Problem problem(Throwable e, HttpServletRequest request) {
        return switch (e) {
            case Refusal refusal -> refusal.problem();
            case InvalidParameterException _ -> PlatformProblem.MALFORMED_REQUEST;
            default -> {
                LOG.error("Request {} failed", RequestLog.requestId(request), withoutMessage(e));
                yield PlatformProblem.INTERNAL;
            }
        };
    }

    /** Where it happened, without a message that may repeat the request. */
    private static Throwable withoutMessage(Throwable e) {
        var where = new Throwable(e.getClass().getName());
        where.setStackTrace(e.getStackTrace());
        return where;
    }

    private static void answer(Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            // Too late to say anything: the client must see a broken answer, not a complete one.
            throw new IOException("The answer broke off");
        }
        response.resetBuffer();
        ProblemDocument.answer(problem, request, response);
    }
}
