package io.nachweis.gateway;

import java.io.IOException;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The script with which a website shows a form: one tag, from any origin. */
@Configuration(proxyBeanMethods = false)
class FormScript {

    private static final MediaType JAVASCRIPT = MediaType.valueOf("text/javascript;charset=UTF-8");
    private static final CacheControl FOR_MINUTES =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    @Bean
    RouterFunction<ServerResponse> formScriptRoute() throws IOException {
        byte[] script = new ClassPathResource("gateway/static/form.js").getContentAsByteArray();
        String etag = '"' + DigestUtils.md5DigestAsHex(script) + '"';
        return ReadOnly.at(
                "/form.js",
                request -> request.checkNotModified(etag)
                        .orElseGet(() -> ServerResponse.ok()
                                .eTag(etag)
                                .cacheControl(FOR_MINUTES)
                                .contentType(JAVASCRIPT)
                                .header("Cross-Origin-Resource-Policy", "cross-origin")
                                // With it pages can check its integrity, which browsers allow by CORS only.
                                .header("Access-Control-Allow-Origin", "*")
                                .body(script)));
    }
}
