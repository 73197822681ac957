package io.nachweis.gateway;

import java.io.IOException;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** What the gateway promises to its callers. Each service hands out its own. */
@Configuration(proxyBeanMethods = false)
class Contract {

    private static final MediaType YAML = MediaType.valueOf("application/yaml");

    @Bean
    RouterFunction<ServerResponse> contractRoute() throws IOException {
        // Bytes: of a resource Spring would hand out parts, too, and refuse others without a problem.
        byte[] contract = new ClassPathResource("gateway/openapi.yaml").getContentAsByteArray();
        return ReadOnly.at(
                "/api/v1/openapi/gateway.yaml",
                _ -> ServerResponse.ok()
                        .contentType(YAML)
                        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic())
                        .body(contract));
    }
}
