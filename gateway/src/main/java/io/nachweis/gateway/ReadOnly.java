package io.nachweis.gateway;

import static org.springframework.web.servlet.function.RequestPredicates.methods;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import io.nachweis.contracts.PlatformProblem;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What the gateway answers itself: it is read, and takes nothing. */
final class ReadOnly {

    private ReadOnly() {}

    static RouterFunction<ServerResponse> at(String path, HandlerFunction<ServerResponse> answer) {
        return RouterFunctions.route()
                .route(path(path).and(methods(HttpMethod.GET, HttpMethod.HEAD)), answer)
                .route(path(path), ReadOnly::refuse)
                .build();
    }

    private static ServerResponse refuse(ServerRequest refused) {
        return ServerResponse.status(PlatformProblem.METHOD_NOT_ALLOWED.status())
                .allow(HttpMethod.GET, HttpMethod.HEAD)
                .build((request, response) -> {
                    ProblemDocument.answer(PlatformProblem.METHOD_NOT_ALLOWED, request, response);
                    return null;
                });
    }
}
