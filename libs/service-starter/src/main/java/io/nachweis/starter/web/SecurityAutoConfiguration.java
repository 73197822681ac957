package io.nachweis.starter.web;

import static org.springframework.security.authorization.AuthorityAuthorizationManager.hasRole;
import static org.springframework.security.authorization.AuthorizationManagers.allOf;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.NachweisSettings;
import jakarta.servlet.DispatcherType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two kinds of routes. Public ones need the gateway's signature and no token; the others need a token that carries the
 * controller of the path. Nothing is kept between requests and nothing is sent by a browser on its own, neither cookie
 * nor password, so a request cannot be forged across sites and there are no CSRF tokens.
 */
@AutoConfiguration(before = ServletWebSecurityAutoConfiguration.class)
@ConditionalOnProperty("nachweis.service")
@EnableMethodSecurity
@Import(ServiceRoutes.class)
class SecurityAutoConfiguration {

    private static final String CONTRACTS = "/api/v1/openapi/*";

    @Bean
    JwtDecoder accessTokens(NachweisSettings settings, CircuitBreakerRegistry breakers) {
        return new AccessTokens(settings.oidcIssuerUri(), breakers.circuitBreaker("issuer"));
    }

    @Bean
    @Order(1)
    SecurityFilterChain publicRoutes(HttpSecurity http, NachweisSettings settings, JsonMapper json) {
        var problems = new ProblemWriter(json);
        var gatewayRequired = ProblemResponse.because(PlatformProblem.GATEWAY_REQUIRED.refusal());
        return stateless(http)
                .securityMatcher(publicRoutes(settings.publicRoutes()))
                .authorizeHttpRequests(routes -> routes.anyRequest().access(SecurityAutoConfiguration::cameByGateway))
                .exceptionHandling(failures -> failures.authenticationEntryPoint(
                                (request, response, _) -> problems.write(gatewayRequired, request, response))
                        .accessDeniedHandler(
                                (request, response, _) -> problems.write(gatewayRequired, request, response)))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain routesWithToken(HttpSecurity http, Controllers controllers, JsonMapper json) {
        var problems = new ProblemWriter(json);
        return stateless(http)
                .authorizeHttpRequests(routes -> routes.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers("/actuator/**", "/readyz")
                        .permitAll()
                        .requestMatchers("/api/v1/operations/**")
                        .access(allOf(hasRole("operator"), carriesAnyOf(controllers)))
                        .requestMatchers("/api/v1/{controller}/**")
                        .access(SecurityAutoConfiguration::carriesController)
                        .requestMatchers(ServiceRoutes.IN_THE_NAME_OF_A_PERSON)
                        .access(SecurityAutoConfiguration::carriesController)
                        .anyRequest()
                        .denyAll())
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(authentication()))
                        .authenticationEntryPoint((request, response, failure) -> {
                            var refused = ProblemResponse.because(failure);
                            if (refused.problem() == PlatformProblem.UNAUTHORIZED) {
                                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                            }
                            problems.write(refused, request, response);
                        })
                        .accessDeniedHandler((request, response, failure) ->
                                problems.write(ProblemResponse.because(failure), request, response)))
                .build();
    }

    static HttpSecurity stateless(HttpSecurity http) {
        return http.csrf(csrf -> csrf.disable())
                .formLogin(login -> login.disable())
                .httpBasic(basic -> basic.disable())
                .logout(logout -> logout.disable())
                .requestCache(cache -> cache.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    private static RequestMatcher publicRoutes(List<String> patterns) {
        return new OrRequestMatcher(Stream.concat(Stream.of(CONTRACTS, LogController.ROUTES), patterns.stream())
                .map(PathPatternRequestMatcher.withDefaults()::matcher)
                .map(RequestMatcher.class::cast)
                .toList());
    }

    private static AuthorizationDecision cameByGateway(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext route) {
        return new AuthorizationDecision(route.getRequest().getAttribute(RequestFilter.CLIENT) != null);
    }

    private static AuthorizationDecision carriesController(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext route) {
        return new AuthorizationDecision(
                controllersOf(caller.get()).contains(route.getVariables().get("controller")));
    }

    /** Of what concerns the whole installation: a token of none of its controllers opens nothing here. */
    private static AuthorizationManager<RequestAuthorizationContext> carriesAnyOf(Controllers controllers) {
        return (caller, _) -> new AuthorizationDecision(
                controllers.all().stream().map(ControllerPolicy::id).anyMatch(controllersOf(caller.get())::contains));
    }

    private static Collection<?> controllersOf(@Nullable Authentication caller) {
        return caller instanceof JwtAuthenticationToken token
                        && token.getToken().getClaim("controllers") instanceof Collection<?> controllers
                ? controllers
                : List.of();
    }

    private static JwtAuthenticationConverter authentication() {
        var converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(SecurityAutoConfiguration::realmRoles);
        return converter;
    }

    /** Keycloak's realm roles, {@code realm_access.roles}. */
    private static Collection<GrantedAuthority> realmRoles(Jwt token) {
        return token.getClaim("realm_access") instanceof Map<?, ?> access
                        && access.get("roles") instanceof Collection<?> roles
                ? roles.stream()
                        .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                        .toList()
                : List.of();
    }
}
