package io.nachweis.gateway;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which websites may call the API for a controller from a browser: those its policy names. A page that keeps its origin
 * to itself may post a plain form, as a server may, but its scripts read nothing.
 */
final class Origins implements CorsConfigurationSource {

    private static final PathPattern API = PathPatternParser.defaultInstance.parse("/api/v1/{controller}/**");
    private static final PathPattern PAGES = PathPatternParser.defaultInstance.parse("/{controller}/**");
    private static final PathPattern CONTRACTS = PathPatternParser.defaultInstance.parse("/api/v1/openapi/**");

    /** Of a controller that there is not. */
    private static final CorsConfiguration OF_NOBODY = new CorsConfiguration();

    private final Map<String, CorsConfiguration> byController;

    private Origins(Controllers controllers, LoopbackOrigins loopback) {
        this.byController = controllers.all().stream()
                .collect(Collectors.toUnmodifiableMap(ControllerPolicy::id, policy -> rules(policy, loopback)));
    }

    /** The id of the controller that an address of the API is about, whether there is such a one or not. */
    static Optional<String> controllerOfApi(HttpServletRequest request) {
        return controller(API, request);
    }

    /** The same of any address. */
    static Optional<String> controller(HttpServletRequest request) {
        return controllerOfApi(request).or(() -> controller(PAGES, request));
    }

    // As routing reads it, and no other way: decoded, segment by segment.
    private static Optional<String> controller(PathPattern pattern, HttpServletRequest request) {
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        return Optional.ofNullable(pattern.matchAndExtract(path))
                .map(match -> match.getUriVariables().getOrDefault("controller", ""));
    }

    static CorsFilter filter(Controllers controllers, LoopbackOrigins loopback) {
        var filter = new CorsFilter(new Origins(controllers, loopback));
        filter.setCorsProcessor(new DefaultCorsProcessor() {
            @Override
            protected boolean handleInternal(
                    ServerHttpRequest request, ServerHttpResponse response, CorsConfiguration rules, boolean preflight)
                    throws IOException {
                if (checkOrigin(rules, request.getHeaders().getOrigin()) == null) {
                    // Scripts read this refusal, which says nothing but that, to tell their page's developer the cause.
                    response.getHeaders().setAccessControlAllowOrigin("*");
                    response.flush();
                    throw (rules == OF_NOBODY ? PlatformProblem.UNKNOWN_CONTROLLER : GatewayProblem.ORIGIN_NOT_ALLOWED)
                            .refusal();
                }
                return super.handleInternal(request, response, rules, preflight);
            }

            @Override
            protected void rejectRequest(ServerHttpResponse response) {
                throw GatewayProblem.PREFLIGHT_REFUSED.refusal();
            }
        });
        return filter;
    }

    @Override
    public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        Optional<String> controller = controllerOfApi(request);
        if (controller.isEmpty()
                || CONTRACTS.matches(path)
                || (isAnonymous(request) && !CorsUtils.isPreFlightRequest(request))) {
            return null;
        }
        return byController.getOrDefault(controller.get(), OF_NOBODY);
    }

    private static boolean isAnonymous(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        return origin == null || origin.equals("null");
    }

    private static CorsConfiguration rules(ControllerPolicy policy, LoopbackOrigins loopback) {
        var rules = new CorsConfiguration();
        rules.setAllowedOrigins(policy.origins().stream().map(Object::toString).toList());
        rules.setAllowedOriginPatterns(loopback.patterns());
        rules.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "DELETE"));
        rules.setAllowedHeaders(List.of("Authorization", "Content-Type", "Idempotency-Key"));
        rules.setExposedHeaders(List.of("Location", "Retry-After", "X-Request-Id"));
        rules.setMaxAge(Duration.ofHours(1));
        return rules;
    }
}
