package io.nachweis.forms.page;

import io.nachweis.forms.admission.SignedTimestamps;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import org.thymeleaf.templatemode.TemplateMode;

/** Pages of one look for every service that has some. */
@AutoConfiguration
@ConditionalOnProperty("nachweis.service")
@Import(UnusableLink.Shown.class)
class PagesAutoConfiguration {

    @Bean
    Pages pages(SpringTemplateEngine templates) {
        return new Pages(templates);
    }

    @Bean
    Nonces nonces(SignedTimestamps timestamps) {
        return new Nonces(timestamps);
    }

    /** What a service has no page of its own for. */
    @Bean
    SpringResourceTemplateResolver sharedTemplates(ApplicationContext context) {
        var resolver = new SpringResourceTemplateResolver();
        resolver.setApplicationContext(context);
        resolver.setPrefix("classpath:/nachweis/templates/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setCheckExistence(true);
        resolver.setOrder(1);
        return resolver;
    }
}
