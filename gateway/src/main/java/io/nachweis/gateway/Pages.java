package io.nachweis.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The page that stands at the beginning of all addresses, and how pages look, whichever part shows them. */
@Configuration(proxyBeanMethods = false)
class Pages {

    static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private static final MediaType CSS = MediaType.valueOf("text/css;charset=UTF-8");

    @Bean
    @Order(0)
    RouterFunction<ServerResponse> homeRoute(ProblemPages pages) {
        return ReadOnly.at(
                "/",
                request -> ServerResponse.ok()
                        .contentType(HTML)
                        .cacheControl(CacheControl.noStore())
                        .body(pages.home(request.servletRequest())));
    }

    @Bean
    @Order(0)
    RouterFunction<ServerResponse> styleSheetRoute() throws IOException {
        byte[] css = new ClassPathResource("gateway/static/page.css").getContentAsByteArray();
        return ReadOnly.at(
                "/page.css",
                _ -> ServerResponse.ok()
                        .contentType(CSS)
                        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                        .body(css));
    }
}
