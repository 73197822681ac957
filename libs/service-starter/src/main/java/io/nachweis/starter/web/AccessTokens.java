package io.nachweis.starter.web;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Decodes the issuer's access tokens that are meant for us, speak for somebody and have an end; no other kind of token.
 * The issuer is asked for its keys at the first token, so that it may start later than we do, and again only so often,
 * whatever ids of keys strangers make up. Keys that are known stay good while it is away.
 */
final class AccessTokens implements JwtDecoder {

    /** In this time the issuer is asked twice at most, so a new key of it is known after this time at the latest. */
    static final Duration KEYS_READ_TWICE_IN = Duration.ofSeconds(10);

    private static final Duration KEYS_CACHED = Duration.ofMinutes(5);
    private static final Duration KEYS_GOOD_IN_AN_OUTAGE = Duration.ofHours(8);
    private static final Duration LONGEST_WAIT_FOR_KEYS = Duration.ofSeconds(5);
    private static final String AUDIENCE = "nachweis";

    private final IssuerKeys keys;
    private final NimbusJwtDecoder decoder;

    AccessTokens(URI issuer, CircuitBreaker breaker) {
        this.keys = new IssuerKeys(issuer, breaker);
        this.decoder = NimbusJwtDecoder.withJwkSource(limited(keys))
                .jwsAlgorithms(all -> all.addAll(List.of(SignatureAlgorithm.values())))
                .build();
        var expiry = new JwtTimestampValidator();
        expiry.setAllowEmptyExpiryClaim(false);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(
                AccessTokens::isAccessToken,
                expiry,
                new JwtIssuerValidator(issuer.toString()),
                new JwtAudienceValidator(AUDIENCE),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, subject -> subject != null && !subject.isBlank()))));
    }

    private static JWKSource<SecurityContext> limited(IssuerKeys keys) {
        return JWKSourceBuilder.create(keys)
                .outageTolerant(KEYS_GOOD_IN_AN_OUTAGE.toMillis())
                .rateLimited(KEYS_READ_TWICE_IN.toMillis())
                .cache(KEYS_CACHED.toMillis(), LONGEST_WAIT_FOR_KEYS.toMillis())
                .refreshAheadCache(false)
                .build();
    }

    @Override
    public Jwt decode(String token) {
        try {
            return decoder.decode(token);
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException e) {
            if (e.getCause() instanceof RateLimitReachedException && keys.wereRead()) {
                throw new BadJwtException("Signed with a key that the issuer did not have a moment ago", e);
            }
            throw new IssuerUnavailable(e);
        }
    }

    /**
     * By the header, as RFC 9068 says, or by Keycloak's claim. ID, refresh and logout tokens of the same issuer have
     * neither.
     */
    private static OAuth2TokenValidatorResult isAccessToken(Jwt token) {
        String header = Objects.toString(token.getHeaders().get("typ"), "").toLowerCase(Locale.ROOT);
        String claim = Objects.toString(token.getClaims().get("typ"), "");
        boolean is = switch (header) {
            case "at+jwt", "application/at+jwt" -> claim.isEmpty() || claim.equals("Bearer");
            case "jwt" -> claim.equals("Bearer");
            default -> false;
        };
        return is
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(
                        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "This is no access token", null));
    }
}
