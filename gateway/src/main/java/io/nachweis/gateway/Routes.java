package io.nachweis.gateway;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.Form;
import io.nachweis.policy.FormKind;
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
    private final BulkheadRegistry bulkheads;

    Routes(
            Controllers controllers,
            GatewaySettings settings,
            CircuitBreakerRegistry breakers,
            BulkheadRegistry bulkheads) {
        this.controllers = controllers;
        this.settings = settings;
        this.breakers = breakers;
        this.bulkheads = bulkheads;
    }

    /**
     * What a person has a right to is never behind what anybody can make fail or fill up: withdrawals and preferences,
     * and the way to them for who has lost the mail, each have a breaker and a bulkhead of their own. So have
     * confirmations, which take back as well ("this was not me"), and audiences, which need consent-service too.
     */
    @Bean
    RouterFunction<ServerResponse> newsletterRoutes() {
        URI url = settings.newsletterUrl();
        return to(
                        "withdrawals",
                        url,
                        at("/{controller}/unsubscribe", "/{controller}/one-click", "/{controller}/preferences"))
                .and(to("unsubscribe-requests", url, at("/api/v1/{controller}/unsubscribe-requests")))
                .and(to("confirmations", url, at("/{controller}/confirm")))
                .and(to(
                        "audiences",
                        url,
                        at(
                                "/api/v1/{controller}/audiences/{purpose}",
                                "/api/v1/{controller}/audiences/{purpose}/changes")))
                .and(to(
                        "newsletter",
                        url,
                        formsOf(FormKind.NEWSLETTER)
                                .or(at(
                                        "/api/v1/{controller}/subscriptions",
                                        "/api/v1/openapi/newsletter.yaml",
                                        "/api/v1/operations/newsletter/**"))));
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
                                "/api/v1/{controller}/relationships/{id}",
                                "/api/v1/openapi/lead.yaml",
                                "/api/v1/operations/lead/**")));
    }

    /** Looked at before what consent-service answers about the same people. */
    @Bean
    @Order(0)
    RouterFunction<ServerResponse> holdRoutes() {
        return to("rights-desk", settings.rightsUrl(), at("/api/v1/{controller}/subjects/{subject}/holds/**"));
    }

    /**
     * Withdrawals that reached the controller another way are not behind lookups, nor is anything behind what is counted or
     * what everybody reads.
     */
    @Bean
    RouterFunction<ServerResponse> consentRoutes() {
        URI url = settings.consentUrl();
        return to(
                        "recorded-withdrawals",
                        url,
                        at("/api/v1/{controller}/subjects/{subject}/purposes/{purpose}/withdrawals"))
                .and(to("retention", url, at("/api/v1/{controller}/retention/*")))
                .and(to(
                        "policy",
                        url,
                        at(
                                "/{controller}/privacy",
                                "/api/v1/{controller}/policy",
                                "/api/v1/{controller}/policy/{version}")))
                .and(to(
                        "consent",
                        url,
                        at(
                                "/api/v1/{controller}/subjects/**",
                                "/api/v1/{controller}/systems/**",
                                "/api/v1/{controller}/approvals/**",
                                "/api/v1/{controller}/policy-publications",
                                "/api/v1/openapi/consent.yaml",
                                "/api/v1/operations/consent/**")));
    }

    /** Who has asked is not behind who asks, and neither is behind the desk. */
    @Bean
    RouterFunction<ServerResponse> rightsRoutes() {
        URI url = settings.rightsUrl();
        return to("rights", url, at("/{controller}/rights/{ticket}"))
                .and(to(
                        "rights-requests",
                        url,
                        formsOf(FormKind.RIGHTS).or(at("/api/v1/{controller}/rights-requests"))))
                .and(to(
                        "rights-desk",
                        url,
                        at(
                                "/api/v1/{controller}/desk/rights-requests/**",
                                "/api/v1/openapi/rights.yaml",
                                "/api/v1/operations/rights/**")));
    }

    /** What everybody reads of each log holds up nothing else. Looked at before the pages of a controller. */
    @Bean
    @Order(0)
    RouterFunction<ServerResponse> logRoutes() {
        return log("consent", settings.consentUrl())
                .and(log("lead", settings.leadUrl()))
                .and(log("newsletter", settings.newsletterUrl()))
                .and(log("rights", settings.rightsUrl()));
    }

    private RouterFunction<ServerResponse> log(String service, URI url) {
        return to("log-" + service, url, at("/log/" + service + "/**"));
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

    /** @param name of the breaker and of the bulkhead */
    private RouterFunction<ServerResponse> to(String name, URI url, RequestPredicate what) {
        return route(name)
                .route(what, http())
                .before(this::requireController)
                .filter(new ProblemsAsPages())
                .filter(new ServiceBreaker(breakers.circuitBreaker(name), bulkheads.bulkhead(name)))
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
