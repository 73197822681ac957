package io.nachweis.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.contracts.Problem;
import io.nachweis.contracts.ProblemFormat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.support.WebApplicationContextUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * A problem as it is written (RFC 9457). It repeats nothing of the request but the id it was given here. People who follow
 * a link or send a form get a page instead.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemDocument(
        String type, String title, int status, @Nullable String instance) {

    private static final String RETRY_AFTER_SECONDS = "5";
    private static final JsonMapper JSON = new JsonMapper();

    /** What its sender would rather read. */
    static ProblemFormat format(HttpServletRequest request) {
        return ProblemFormat.preferredBy(request.getHeader(HttpHeaders.ACCEPT)).orElse(ProblemFormat.JSON);
    }

    /** As a page to who would rather have one. */
    static void answer(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (format(request) == ProblemFormat.JSON) {
            write(problem, request, response);
        } else {
            head(problem, RequestLog.requestId(request), response);
            show(problem.status(), request, response);
        }
    }

    /** A page for a status. */
    static void show(int status, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var pages = WebApplicationContextUtils.getRequiredWebApplicationContext(request.getServletContext())
                .getBean(ProblemPages.class);
        response.setStatus(status);
        response.setHeader(RequestLog.REQUEST_ID_HEADER, RequestLog.requestId(request));
        response.setContentType(Pages.HTML.toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Robots-Tag", "noindex");
        write(pages.about(status, request).getBytes(StandardCharsets.UTF_8), response);
    }

    /** In JSON, whoever reads it. */
    static void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String id = RequestLog.requestId(request);
        var document = new ProblemDocument(problem.type(), problem.title(), problem.status(), "urn:uuid:" + id);
        head(problem, id, response);
        response.setContentType("application/problem+json");
        write(JSON.writeValueAsBytes(document), response);
    }

    private static void head(Problem problem, String id, HttpServletResponse response) {
        response.setStatus(problem.status());
        response.setHeader(RequestLog.REQUEST_ID_HEADER, id);
        if (problem == PlatformProblem.UNAVAILABLE) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        } else if (problem == PlatformProblem.UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
    }

    private static void write(byte[] body, HttpServletResponse response) throws IOException {
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
