package io.nachweis.starter.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The calls of other services that a service answers. It refuses all others. */
final class AllowedCalls {

    private record Call(String caller, RequestMatcher request) {}

    private final List<Call> calls;

    /** @param calls each as who calls, method and pattern of the path: {@code consent GET /internal/facts} */
    AllowedCalls(List<String> calls) {
        this.calls = calls.stream().map(AllowedCalls::parse).toList();
    }

    private static Call parse(String call) {
        String[] words = call.split(" ", -1);
        if (words.length != 3) {
            throw new IllegalArgumentException("nachweis.callers must have caller, method and path: " + call);
        }
        var path = PathPatternRequestMatcher.withDefaults();
        return new Call(words[0], path.matcher(HttpMethod.valueOf(words[1]), words[2]));
    }

    boolean allow(String caller, HttpServletRequest request) {
        return calls.stream()
                .anyMatch(call -> call.caller().equals(caller) && call.request().matches(request));
    }
}
