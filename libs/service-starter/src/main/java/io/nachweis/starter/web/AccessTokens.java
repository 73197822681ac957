package io.nachweis.starter.web;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestTemplate;

/**
 * Reads access tokens of the issuer that are meant for us and have an end. The issuer is asked for its keys at the first
 * token, so that it may start later than we do, and left alone for a while when it does not answer.
 */
final class AccessTokens implements JwtDecoder {

    private static final String AUDIENCE = "nachweis";
    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final Duration READ = Duration.ofSeconds(2);

    private final JwtDecoder decoder;

    AccessTokens(URI issuer, CircuitBreaker breaker) {
        this.decoder = new SupplierJwtDecoder(() -> decoderFor(issuer, breaker));
    }

    @Override
    public Jwt decode(String token) {
        try {
            return decoder.decode(token);
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException e) {
            throw new IssuerUnavailable(e);
        }
    }

    private static JwtDecoder decoderFor(URI issuer, CircuitBreaker breaker) {
        var expiry = new JwtTimestampValidator();
        expiry.setAllowEmptyExpiryClaim(false);
        var decoder = NimbusJwtDecoder.withIssuerLocation(issuer.toString())
                .restOperations(http(breaker))
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                List.of(expiry, new JwtIssuerValidator(issuer.toString()), new JwtAudienceValidator(AUDIENCE))));
        return decoder;
    }

    private static RestTemplate http(CircuitBreaker breaker) {
        var requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(CONNECT);
        requests.setReadTimeout(READ);
        var http = new RestTemplate(requests);
        http.getInterceptors().add((request, body, execution) -> guarded(breaker, request, body, execution));
        return http;
    }

    private static ClientHttpResponse guarded(
            CircuitBreaker breaker, HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        try {
            return breaker.executeCallable(() -> execution.execute(request, body));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
