package io.nachweis.gateway;

import io.github.resilience4j.common.circuitbreaker.configuration.CircuitBreakerConfigCustomizer;
import io.micrometer.observation.ObservationRegistry;
import io.nachweis.mtls.MutualTls;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.cloud.gateway.server.mvc.handler.RestClientProxyExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** The connections to the services: they follow no redirect, keep no cookie and wait for nobody long. */
@Configuration(proxyBeanMethods = false)
class Upstream {

    /** As many requests as one service may have at once; who comes next waits no longer than for a connection. */
    private static final int CONNECTIONS = 200;

    /**
     * Apache's client, because it looks whether a connection still stands before it sends: a POST that meets the end of
     * one cannot be sent again.
     */
    @Bean
    CloseableHttpClient upstreamClient(GatewaySettings settings, SslBundles bundles) {
        var tls = new AtomicReference<TlsSocketStrategy>(DefaultClientTlsStrategy.createDefault());
        var signature = ClientSignature.from(settings.secretsFolder());
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy((socket, target, port, attachment, context) ->
                        tls.get().upgrade(socket, target, port, attachment, context))
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(10 * CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setSocketTimeout(Timeout.of(settings.answerTimeout()))
                        .setIdleTimeout(Timeout.ofSeconds(5))
                        .setTimeToLive(TimeValue.ofMinutes(10))
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .build();
        MutualTls.provide(bundles, context -> {
            tls.set(new DefaultClientTlsStrategy(context));
            connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
        });
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setRequestExecutor(new HttpRequestExecutor(
                        Http1Config.custom()
                                .setWaitForContinueTimeout(Timeout.of(settings.answerTimeout()))
                                .build(),
                        null,
                        null))
                .addRequestInterceptorLast((request, _, _) -> signature.sign(request))
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .build();
    }

    @Bean
    RestClient services(
            CloseableHttpClient upstreamClient, GatewaySettings settings, ObservationRegistry observations) {
        var requests = new HttpComponentsClientHttpRequestFactory(upstreamClient);
        requests.setConnectionRequestTimeout(settings.connectTimeout());
        requests.setReadTimeout(settings.answerTimeout());
        return RestClient.builder()
                .requestFactory(requests)
                .observationRegistry(observations)
                .build();
    }

    @Bean
    CircuitBreakerConfigCustomizer failuresOfServices() {
        return ServiceBreaker.failures();
    }

    @Bean
    ProxyExchange proxyExchange(RestClient services, GatewayMvcProperties properties) {
        return new RestClientProxyExchange(services, properties);
    }
}
