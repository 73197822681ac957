package io.nachweis.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Hands out tokens that look like Keycloak's to whoever asks, which is why it exists in a trial only. */
public final class TokenIssuer implements Tokens {

    private static final Duration VALID = Duration.ofHours(1);

    private final String issuer;
    private final RSAKey key;
    private final JWSSigner signer;

    private TokenIssuer(String issuer, RSAKey key, JWSSigner signer) {
        this.issuer = issuer;
        this.key = key;
        this.signer = signer;
    }

    static TokenIssuer at(String issuer, PlatformSecrets secrets) {
        try {
            RSAKey key = RSAKey.parse(secrets.ensure("issuer.jwk", TokenIssuer::newKey));
            return new TokenIssuer(issuer, key, new RSASSASigner(key));
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("The issuer's key cannot be used", e);
        }
    }

    private static String newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate()
                    .toJSONString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same role is the same person each time. */
    @Override
    public String token(String role, List<String> controllers, List<String> purposes) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(List.of("nachweis", "account"))
                .subject(UUID.nameUUIDFromBytes(role.getBytes(StandardCharsets.UTF_8))
                        .toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(VALID)))
                .claim("typ", "Bearer")
                .claim("azp", "nachweis-" + role)
                .claim("scope", "profile")
                .claim("preferred_username", role)
                .claim("realm_access", Map.of("roles", List.of(role)))
                .claim("controllers", controllers);
        if (!purposes.isEmpty()) {
            claims.claim("purposes", purposes);
        }
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID())
                        .build(),
                claims.build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    @Override
    public Duration valid() {
        return VALID;
    }

    /** OpenID Connect discovery: what a resource server needs to check a token. */
    public Map<String, Object> discovery() {
        return Map.of(
                "issuer", issuer,
                "jwks_uri", issuer + "/protocol/openid-connect/certs",
                "response_types_supported", List.of("token"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256"));
    }

    public Map<String, Object> keys() {
        return new JWKSet(key).toJSONObject(true);
    }
}
