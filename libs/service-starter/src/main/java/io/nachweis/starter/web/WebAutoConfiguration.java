package io.nachweis.starter.web;

import io.nachweis.starter.Secrets;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Problems, the signed client address, and what every service answers about a person. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@ConditionalOnProperty("nachweis.service")
@Import({ContractController.class, ProblemAdvice.class, ProblemErrorController.class, SubjectEntriesController.class})
class WebAutoConfiguration {

    @Bean
    FilterRegistrationBean<RequestFilter> requestFilter(Secrets secrets) {
        var filter = new RequestFilter(new GatewaySignature(secrets.key("gateway"), Clock.systemUTC()));
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTheServer(JsonMapper json) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemReportValve(new ProblemWriter(json))));
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
