package io.nachweis.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenIssuerTest {

    private static final String ISSUER = "http://localhost:8081/realms/nachweis";

    @TempDir
    Path folder;

    @Test
    void says_what_keycloak_would_say() throws Exception {
        JWTClaimsSet claims = SignedJWT.parse(issuer().token("privacy-desk", List.of("idm"), List.of()))
                .getJWTClaimsSet();

        assertThat(claims.getIssuer()).isEqualTo(ISSUER);
        assertThat(claims.getAudience()).contains("nachweis");
        assertThat(claims.getClaim("typ")).isEqualTo("Bearer");
        assertThat(claims.getClaim("realm_access")).isEqualTo(Map.of("roles", List.of("privacy-desk")));
        assertThat(claims.getStringListClaim("controllers")).containsExactly("idm");
        assertThat(claims.getExpirationTime()).isAfter(claims.getIssueTime());
        assertThat(claims.getSubject()).isNotEmpty();
        assertThat(claims.getJWTID()).isNotEmpty();
    }

    @Test
    void publishes_the_key_that_checks_its_tokens_and_nothing_secret() throws Exception {
        TokenIssuer issuer = issuer();
        JWKSet published = JWKSet.parse(issuer.keys());
        SignedJWT token = SignedJWT.parse(issuer.token("app", List.of("idm"), List.of("newsletter")));

        assertThat(published.containsNonPublicKeys()).isFalse();
        assertThat(token.verify(new RSASSAVerifier(
                        published.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
    }

    @Test
    void keeps_its_key_over_a_restart() {
        assertThat(issuer().keys()).isEqualTo(issuer().keys());
    }

    private TokenIssuer issuer() {
        try (DataFolder trial = DataFolder.open(folder.resolve("data"), DataFolder.Kind.TRIAL)) {
            return TokenIssuer.at(ISSUER, PlatformSecrets.of(trial, trial.trialSecrets()));
        }
    }
}
