package io.nachweis.starter.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nachweis.contracts.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A problem on the wire (RFC 9457). It names fields and never repeats what they held. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ProblemBody(
        String type, String title, int status, @Nullable String instance, List<Fault> errors) {

    record Fault(String field) {}

    static ProblemBody of(Problem problem, List<String> fields, HttpServletRequest request) {
        return new ProblemBody(
                problem.type(),
                problem.title(),
                problem.status(),
                instance(request),
                fields.stream().map(Fault::new).toList());
    }

    private static @Nullable String instance(HttpServletRequest request) {
        if (!(request.getAttribute(RequestFilter.REQUEST_ID) instanceof String id)) {
            return null;
        }
        try {
            return "urn:uuid:" + UUID.fromString(id);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
