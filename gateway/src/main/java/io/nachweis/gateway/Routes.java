package io.nachweis.gateway;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.policy.ControllerPolicy.Form;
import io.nachweis.policy.ControllerPolicy.FormKind;
import io.nachweis.policy.Controllers;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Everything that is reached through the gateway, and who answers it. What is not here is reached by nobody. */
@Configuration(proxyBeanMethods = false)
class Routes {

    private static final PathPattern FORM =
            PathPatternParser.defaultInstance.parse("/api/v1/{controller}/forms/{form}");

    private final Controllers controllers;
    private final GatewaySettings settings;
    private final CircuitBreakerRegistry breakers;

    Routes(Controllers controllers, GatewaySettings settings, CircuitBreakerRegistry breakers) {
        this.controllers = controllers;
        this.settings = settings;
        this.breakers = breakers;
    }

    @Bean
    RouterFunction<ServerResponse> newsletterRoutes() {
        return to(
                "newsletter",
                settings.newsletterUrl(),
                formsOf(FormKind.NEWSLETTER)
                        .or(at(
                                "/api/v1/{controller}/subscriptions",
                                "/api/v1/{controller}/unsubscribe-requests",
                                "/{controller}/confirm",
                                "/{controller}/unsubscribe",
                                "/{controller}/one-click",
                                "/{controller}/preferences",
                                "/{controller}/page.css",
                                "/api/v1/openapi/newsletter.yaml",
                                "/api/v1/operations/newsletter/**")));
    }

    /** With a breaker of their own: they need consent-service too, and sign-ups do not. */
    @Bean
    RouterFunction<ServerResponse> audienceRoutes() {
        return to(
                "audiences",
                settings.newsletterUrl(),
                at("/api/v1/{controller}/audiences/{purpose}", "/api/v1/{controller}/audiences/{purpose}/changes"));
    }

    @Bean
    RouterFunction<ServerResponse> leadRoutes() {
        return to(
                "lead",
                settings.leadUrl(),
                formsOf(FormKind.DOWNLOAD, FormKind.ENQUIRY)
                        .or(at(
                                "/api/v1/{controller}/downloads",
                                "/api/v1/{controller}/enquiries",
                                "/{controller}/documents/{ticket}",
                                "/api/v1/{controller}/desk/enquiries/**",
                                "/api/v1/openapi/lead.yaml",
                                "/api/v1/operations/lead/**")));
    }

    @Bean
    RouterFunction<ServerResponse> consentRoutes() {
        return to(
                "consent",
                settings.consentUrl(),
                at(
                        "/api/v1/{controller}/subjects/**",
                        "/api/v1/openapi/consent.yaml",
                        "/api/v1/operations/consent/**"));
    }

    @Bean
    RouterFunction<ServerResponse> rightsRoutes() {
        return to(
                "rights",
                settings.rightsUrl(),
                formsOf(FormKind.RIGHTS)
                        .or(at(
                                "/api/v1/{controller}/rights-requests",
                                "/api/v1/{controller}/desk/rights-requests/**",
                                "/{controller}/rights/{ticket}",
                                "/api/v1/openapi/rights.yaml",
                                "/api/v1/operations/rights/**")));
    }

    /** Looked at last, and without a pattern that would claim the path. */
    @Bean
    @Order
    RouterFunction<ServerResponse> nowhere() {
        return RouterFunctions.route(RequestPredicates.all(), _ -> {
            throw PlatformProblem.NOT_FOUND.refusal();
        });
    }

    /** What a form asks is told by the service that takes it; of a form that there is not, by the first. */
    private RequestPredicate formsOf(FormKind... kinds) {
        return path(FORM.getPatternString()).and(request -> {
            Map<String, String> names = Objects.requireNonNull(
                            FORM.matchAndExtract(request.requestPath().pathWithinApplication()))
                    .getUriVariables();
            var kind = controllers
                    .find(names.getOrDefault("controller", ""))
                    .flatMap(policy -> policy.form(names.getOrDefault("form", "")))
                    .map(Form::kind)
                    .orElse(FormKind.NEWSLETTER);
            return Set.of(kinds).contains(kind);
        });
    }

    private static RequestPredicate at(String... patterns) {
        return Stream.of(patterns)
                .<RequestPredicate>map(pattern -> path(pattern))
                .reduce(RequestPredicate::or)
                .orElseThrow();
    }

    private RouterFunction<ServerResponse> to(String service, URI url, RequestPredicate what) {
        return route(service)
                .route(what, http())
                .before(this::requireController)
                .filter(new ServiceBreaker(breakers.circuitBreaker(service)))
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
