package io.nachweis.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.contracts.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A problem as it is written (RFC 9457). It repeats nothing of the request but the id it was given here. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemDocument(
        String type, String title, int status, @Nullable String instance) {

    private static final String RETRY_AFTER_SECONDS = "5";
    private static final JsonMapper JSON = new JsonMapper();

    static void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String id = AccessLog.requestId(request);
        var document = new ProblemDocument(problem.type(), problem.title(), problem.status(), "urn:uuid:" + id);
        response.setStatus(problem.status());
        response.setHeader(AccessLog.REQUEST_ID_HEADER, id);
        response.setContentType("application/problem+json");
        if (problem == PlatformProblem.UNAVAILABLE) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        } else if (problem == PlatformProblem.UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        byte[] body = JSON.writeValueAsBytes(document);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** What to say where only a status is known. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> PlatformProblem.NOT_FOUND;
            case 405 -> PlatformProblem.METHOD_NOT_ALLOWED;
            case 408 -> GatewayProblem.REQUEST_TIMEOUT;
            case 413 -> PlatformProblem.BODY_TOO_LARGE;
            // Of the server: a method, a transfer coding or a version of HTTP that it does not speak.
            case 501, 505 -> PlatformProblem.MALFORMED_REQUEST;
            case 503 -> PlatformProblem.UNAVAILABLE;
            default -> status < 500 ? PlatformProblem.MALFORMED_REQUEST : PlatformProblem.INTERNAL;
        };
    }
}
