package io.nachweis.local.site;

import io.nachweis.local.MailCatcher;
import io.nachweis.local.Parts;
import io.nachweis.local.Tokens;
import io.nachweis.local.TrialClock;
import io.nachweis.policy.Controllers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** A small web application that takes part in nothing its neighbours on the class path configure. */
@SpringBootConfiguration
@ComponentScan
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    MessageSourceAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class,
    ThymeleafAutoConfiguration.class
})
public class SiteApplication {

    /** That of the website's switch, else the browser's, as far as the controller speaks it; English for who says neither. */
    @Bean
    LocaleResolver localeResolver(Controllers controllers) {
        return new AcceptHeaderLocaleResolver() {
            @Override
            public Locale resolveLocale(HttpServletRequest request) {
                return WebsiteController.whose(controllers)
                        .language(request.getParameter("locale"), request.getHeader(HttpHeaders.ACCEPT_LANGUAGE), "en");
            }
        };
    }

    /** What of the platform the site shows. */
    public record Shown(String gateway, String site, MailCatcher mails, Tokens tokens, TrialClock clock, Parts parts) {}

    public static SpringApplicationBuilder builder(Shown shown) {
        return new SpringApplicationBuilder(SiteApplication.class)
                .properties("spring.config.name=local")
                .initializers(context -> register(context.getBeanFactory(), shown));
    }

    /** As what is there already: the site ends none of it when it ends. */
    private static void register(ConfigurableListableBeanFactory beans, Shown shown) {
        beans.registerSingleton("shown", shown);
        beans.registerSingleton("gateway", new GatewayClient(shown.gateway(), shown.tokens()));
        beans.registerSingleton("mails", shown.mails());
        beans.registerSingleton("tokens", shown.tokens());
        beans.registerSingleton("parts", shown.parts());
    }
}
