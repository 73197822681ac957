package io.nachweis.gateway;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.policy.Controllers;
import java.net.URI;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Everything that is reached through the gateway, and who answers it. What is not here is reached by nobody. */
@Configuration(proxyBeanMethods = false)
class Routes {

    private final Controllers controllers;
    private final GatewaySettings settings;

    Routes(Controllers controllers, GatewaySettings settings) {
        this.controllers = controllers;
        this.settings = settings;
    }

    @Bean
    RouterFunction<ServerResponse> newsletterRoutes() {
        return to(
                "newsletter",
                settings.newsletterUrl(),
                "/api/v1/{controller}/forms/{form}",
                "/api/v1/{controller}/subscriptions",
                "/api/v1/{controller}/unsubscribe-requests",
                "/{controller}/confirm",
                "/{controller}/unsubscribe",
                "/{controller}/one-click",
                "/{controller}/preferences",
                "/{controller}/page.css",
                "/api/v1/openapi/newsletter.yaml",
                "/api/v1/operations/newsletter/**");
    }

    /** With a breaker of their own: they need consent-service too, and sign-ups do not. */
    @Bean
    RouterFunction<ServerResponse> audienceRoutes() {
        return to(
                "audiences",
                settings.newsletterUrl(),
                "/api/v1/{controller}/audiences/{purpose}",
                "/api/v1/{controller}/audiences/{purpose}/changes");
    }

    @Bean
    RouterFunction<ServerResponse> consentRoutes() {
        return to(
                "consent",
                settings.consentUrl(),
                "/api/v1/{controller}/subjects/**",
                "/api/v1/openapi/consent.yaml",
                "/api/v1/operations/consent/**");
    }

    /** Looked at last, and without a pattern that would claim the path. */
    @Bean
    @Order
    RouterFunction<ServerResponse> nowhere() {
        return RouterFunctions.route(RequestPredicates.all(), _ -> {
            throw PlatformProblem.NOT_FOUND.refusal();
        });
    }

    private RouterFunction<ServerResponse> to(String service, URI url, String... patterns) {
        RequestPredicate anyOfThem = Stream.of(patterns)
                .<RequestPredicate>map(pattern -> path(pattern))
                .reduce(RequestPredicate::or)
                .orElseThrow();
        return route(service)
                .route(anyOfThem, http())
                .before(this::requireController)
                .filter(new ServiceBreaker(service, settings.pauseAfterFailures()))
                .before(uri(url))
                .build();
    }

    /** Contracts are nobody's in particular. */
    private ServerRequest requireController(ServerRequest request) {
        String controller = request.pathVariables().get("controller");
        if (controller != null && controllers.find(controller).isEmpty()) {
            throw PlatformProblem.UNKNOWN_CONTROLLER.refusal();
        }
        return request;
    }
}
