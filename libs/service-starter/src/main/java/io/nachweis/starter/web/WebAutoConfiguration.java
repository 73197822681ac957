package io.nachweis.starter.web;

import io.nachweis.limits.ArrivalLimits;
import io.nachweis.limits.BoundedHttp11Protocol;
import io.nachweis.limits.Connections;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Problems, the signed client address, and what every service answers about a person. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@ConditionalOnProperty("nachweis.service")
@Import({
    ContractController.class,
    ProblemAdvice.class,
    ProblemErrorController.class,
    JsonReadLimits.class,
    LogController.class,
    SubjectEntriesController.class
})
class WebAutoConfiguration {

    @Bean
    FilterRegistrationBean<RequestFilter> requestFilter() {
        var registration = new FilterRegistrationBean<>(new RequestFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    /** Before anything reads the body, and after the request has its id. */
    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(
            NachweisSettings settings,
            @Value("${nachweis.max-public-body}") DataSize ofAnybody,
            @Value("${nachweis.max-body}") DataSize withToken) {
        var registration = new FilterRegistrationBean<>(new BodyLimit(settings.publicRoutes(), ofAnybody, withToken));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 11);
        return registration;
    }

    /** Whoever is on this machine must not be able to take what the gateway needs. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedConnections() {
        return BoundedHttp11Protocol.with(new Connections(
                ArrivalLimits.ofAnyNetwork(Duration.ofSeconds(10), Duration.ofSeconds(20), DataSize.ofKilobytes(4))));
    }

    /** Problem documents first, so that what the gateway's valve refuses becomes one, too. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> valves(
            JsonMapper json, Secrets secrets, @Value("${nachweis.max-public-body}") DataSize most) {
        var signature = new GatewaySignature(secrets.key("gateway"), Clock.systemUTC());
        return factory -> factory.addContextCustomizers(context -> {
            var host = context.getParent().getPipeline();
            host.addValve(new ProblemReportValve(new ProblemWriter(json)));
            host.addValve(new GatewayValve(signature, most));
        });
    }

    @Bean
    LocaleResolver localeResolver(Controllers controllers) {
        return new AcceptedLanguage(controllers);
    }

    @Bean
    WebMvcConfigurer clientAddressArgument() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new ClientAddressResolver());
            }
        };
    }
}
