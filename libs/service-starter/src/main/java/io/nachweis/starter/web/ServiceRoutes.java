package io.nachweis.starter.web;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.client.ServiceSignature;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import tools.jackson.databind.json.JsonMapper;

/**
 * The third kind of routes: what only another service of this installation may ask, in its own name. Which one may ask
 * for what stands under {@code nachweis.callers}; nobody may ask for anything else.
 */
@Configuration(proxyBeanMethods = false)
class ServiceRoutes {

    /** What a service asks in the name of a person is for the person's token to open. */
    static final String[] IN_THE_NAME_OF_A_PERSON = {
        "/internal/{controller}/subjects/{subject}/entries", "/internal/{controller}/retention/**"
    };

    @Bean
    @Order(0)
    SecurityFilterChain routesOfServices(
            HttpSecurity http,
            NachweisSettings settings,
            Environment environment,
            ServiceSignature signature,
            JsonMapper json) {
        var calls = new AllowedCalls(Binder.get(environment)
                .bind("nachweis.callers." + settings.service(), Bindable.listOf(String.class))
                .orElseGet(List::of));
        var problems = new ProblemWriter(json);
        var forbidden = ProblemResponse.because(PlatformProblem.FORBIDDEN.refusal());
        var paths = PathPatternRequestMatcher.withDefaults();
        return SecurityAutoConfiguration.stateless(http)
                .securityMatcher(new AndRequestMatcher(
                        paths.matcher("/internal/**"),
                        new NegatedRequestMatcher(new OrRequestMatcher(Arrays.stream(IN_THE_NAME_OF_A_PERSON)
                                .<RequestMatcher>map(paths::matcher)
                                .toList()))))
                .authorizeHttpRequests(routes -> routes.anyRequest()
                        .access((_, route) -> new AuthorizationDecision(signature
                                .caller(route.getRequest())
                                .filter(caller -> calls.allow(caller, route.getRequest()))
                                .isPresent())))
                .addFilterAfter(new SignedBody(), AuthorizationFilter.class)
                .exceptionHandling(failures -> failures.authenticationEntryPoint(
                                (request, response, _) -> problems.write(forbidden, request, response))
                        .accessDeniedHandler((request, response, _) -> problems.write(forbidden, request, response)))
                .build();
    }
}
