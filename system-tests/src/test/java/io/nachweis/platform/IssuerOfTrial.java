package io.nachweis.platform;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes tokens as the issuer of a trial would, with its key, and such as it never would. */
final class IssuerOfTrial implements Issuer {

    private final String issuer;
    private final RSAKey key;

    private IssuerOfTrial(String issuer, RSAKey key) {
        this.issuer = issuer;
        this.key = key;
    }

    static IssuerOfTrial of(PlatformUnderTest platform) {
        try {
            String jwk = Files.readString(platform.folder().secrets().resolve("issuer.jwk"));
            return new IssuerOfTrial(platform.issuerUri(), RSAKey.parse(jwk));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String token(String role, List<String> controllers, List<String> purposes) {
        return signed(role, claims -> claims.claim("controllers", controllers).claim("purposes", purposes));
    }

    @Override
    public Map<String, String> worthless(String role) {
        Date past = Date.from(Instant.now().minus(Duration.ofHours(2)));
        Date future = Date.from(Instant.now().plus(Duration.ofHours(2)));
        Map<String, String> tokens =
                new LinkedHashMap<>(Forger.forgeries(token(role), token("somebody"), new JWKSet(key)));
        tokens.put("wrong audience", signed(role, claims -> claims.audience("account")));
        tokens.put("no audience", signed(role, claims -> claims.audience(List.of())));
        tokens.put("expired", signed(role, claims -> claims.expirationTime(past)));
        tokens.put("without an end", signed(role, claims -> claims.expirationTime(null)));
        tokens.put("not yet valid", signed(role, claims -> claims.notBeforeTime(future)));
        tokens.put("another realm", signed(role, claims -> claims.issuer(issuer + "-other")));
        tokens.put("no issuer", signed(role, claims -> claims.issuer(null)));
        tokens.put("an ID token", signed(role, claims -> claims.claim("typ", "ID")));
        tokens.put("a refresh token", signed(role, claims -> claims.claim("typ", "Refresh")));
        tokens.put("of no type", signed(role, claims -> claims.claim("typ", null)));
        return tokens;
    }

    private String signed(String role, Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("nachweis")
                .subject("forged-" + role)
                .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))))
                .claim("typ", "Bearer")
                .claim("realm_access", Map.of("roles", List.of(role)))
                .claim("controllers", List.of("idm"))
                .claim("purposes", List.of("newsletter"));
        change.accept(claims);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID())
                        .build(),
                claims.build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
