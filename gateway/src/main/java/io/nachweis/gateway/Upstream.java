package io.nachweis.gateway;

import io.micrometer.observation.ObservationRegistry;
import java.net.http.HttpClient;
import java.util.concurrent.Executors;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.cloud.gateway.server.mvc.handler.RestClientProxyExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** The connections to the services: they follow no redirect, keep no cookie and wait for nobody long. */
@Configuration(proxyBeanMethods = false)
class Upstream {

    private static final String IDLE_SECONDS = "jdk.httpclient.keepalive.timeout";

    @Bean(destroyMethod = "close")
    HttpClient upstreamClient(GatewaySettings settings) {
        if (System.getProperty(IDLE_SECONDS) == null) {
            // Less than a service keeps an idle connection: a POST that meets its end cannot be sent again.
            System.setProperty(IDLE_SECONDS, "5");
        }
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    @Bean
    ProxyExchange proxyExchange(
            HttpClient upstreamClient,
            GatewaySettings settings,
            GatewayMvcProperties properties,
            ObservationRegistry observations) {
        var requests = new JdkClientHttpRequestFactory(upstreamClient, Executors.newVirtualThreadPerTaskExecutor());
        requests.setReadTimeout(settings.answerTimeout());
        RestClient client = RestClient.builder()
                .requestFactory(requests)
                .observationRegistry(observations)
                .build();
        return new RestClientProxyExchange(client, properties);
    }
}
