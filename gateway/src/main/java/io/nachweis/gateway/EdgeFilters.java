package io.nachweis.gateway;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.limits.ArrivalLimits;
import io.nachweis.limits.BoundedHttp11Protocol;
import io.nachweis.limits.Connections;
import io.nachweis.policy.Controllers;
import jakarta.servlet.Filter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.XXssConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The servlet filters of the gateway, in the order in which every request passes them. */
@Configuration(proxyBeanMethods = false)
class EdgeFilters {

    /** Pages bring no script, style sheets of ours only, and are shown in no frame. */
    private static final String CONTENT_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; "
            + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    /** And after the trace has begun, so that the log of requests knows it. */
    private static final int BEFORE_SECURITY = Ordered.HIGHEST_PRECEDENCE + 2;

    private static final int AFTER_SECURITY = 0;

    @Bean
    @ConditionalOnMissingBean
    Controllers controllers(GatewaySettings settings) {
        return Controllers.load(settings.controllersFolder());
    }

    @Bean
    FilterRegistrationBean<Filter> requestLog() {
        return at(BEFORE_SECURITY, new RequestLog());
    }

    @Bean
    FilterRegistrationBean<Filter> refusals() {
        return at(BEFORE_SECURITY + 1, new Refusals());
    }

    /** Writes the headers that browsers are told to be careful with. Who may do what is for the services to say. */
    @Bean
    SecurityFilterChain security(HttpSecurity http, GatewaySettings settings, Controllers controllers) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.addHeaderWriter(contentPolicy(controllers))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .xssProtection(XXssConfig::disable)
                        .httpStrictTransportSecurity(hsts -> hsts.requestMatcher(_ -> settings.isSecure())))
                .build();
    }

    /** A form that is shown here goes on to the controller's website, which browsers take for a part of sending it. */
    private static HeaderWriter contentPolicy(Controllers controllers) {
        return (request, response) -> response.setHeader(
                "Content-Security-Policy",
                Origins.controllerOfApi(request)
                        .flatMap(controllers::find)
                        .map(policy -> Stream.concat(
                                        policy.origins().stream(),
                                        Stream.of(policy.identity().website()))
                                .map(website -> website.resolve("/").toString())
                                .distinct()
                                .collect(Collectors.joining(" ", CONTENT_POLICY + ' ', "")))
                        .orElse(CONTENT_POLICY));
    }

    @Bean
    ProblemPages problemPages(Controllers controllers) {
        return new ProblemPages(controllers);
    }

    /** For addresses that are written so that two parts could read them differently. */
    @Bean
    RequestRejectedHandler requestRejected() {
        return (_, _, _) -> {
            throw PlatformProblem.MALFORMED_REQUEST.refusal();
        };
    }

    @Bean
    @ConditionalOnMissingBean
    LoopbackOrigins loopbackOrigins() {
        return LoopbackOrigins.NONE;
    }

    @Bean
    FilterRegistrationBean<Filter> origins(Controllers controllers, LoopbackOrigins loopback) {
        return at(AFTER_SECURITY, Origins.filter(controllers, loopback));
    }

    @Bean
    FilterRegistrationBean<Filter> bodyLimit(GatewaySettings settings, Connections connections) {
        return at(AFTER_SECURITY + 1, new BodyLimit(settings, BodyBudget.ofThisProcess(connections)));
    }

    @Bean
    Connections connections(GatewaySettings settings) {
        var clientIp = new ClientIp(settings.trustedHops());
        return new Connections(new ArrivalLimits(
                settings.connectionsPerNetwork(),
                clientIp::isTrusted,
                settings.headTimeout(),
                settings.requestTimeout(),
                settings.leastRate()));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedConnections(Connections connections) {
        return BoundedHttp11Protocol.with(connections);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTheServer() {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemReportValve()));
    }

    private static FilterRegistrationBean<Filter> at(int order, Filter filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }
}
