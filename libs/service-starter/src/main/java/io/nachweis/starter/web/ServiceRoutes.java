package io.nachweis.starter.web;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.starter.client.ServiceSignature;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import tools.jackson.databind.json.JsonMapper;

/** The third kind of routes: what only another service of this installation may ask, in its own name. */
@Configuration(proxyBeanMethods = false)
class ServiceRoutes {

    private static final String[] ONLY_FOR_SERVICES = {
        "/internal/facts",
        "/internal/facts/of/*",
        "/internal/*/sign-ups",
        "/internal/*/subjects/*/personal-data",
        "/internal/*/subjects/*/withdrawals",
        "/internal/*/subjects/*/withdrawals/disowned"
    };

    @Bean
    @Order(0)
    SecurityFilterChain routesOfServices(HttpSecurity http, ServiceSignature signature, JsonMapper json) {
        var problems = new ProblemWriter(json);
        var forbidden = ProblemResponse.because(PlatformProblem.FORBIDDEN.refusal());
        return SecurityAutoConfiguration.stateless(http)
                .securityMatcher(ONLY_FOR_SERVICES)
                .authorizeHttpRequests(routes -> routes.anyRequest()
                        .access((_, route) -> new AuthorizationDecision(signature.isOn(route.getRequest()))))
                .addFilterAfter(new SignedBody(), AuthorizationFilter.class)
                .exceptionHandling(failures -> failures.authenticationEntryPoint(
                                (request, response, _) -> problems.write(forbidden, request, response))
                        .accessDeniedHandler((request, response, _) -> problems.write(forbidden, request, response)))
                .build();
    }
}
