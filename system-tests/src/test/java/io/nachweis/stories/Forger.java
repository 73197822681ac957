package io.nachweis.stories;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
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
final class Forger {

    /** A pseudonym of nobody. */
    static final String NOBODY = "1." + "A".repeat(43);

    private final String issuer;
    private final RSAKey key;

    private Forger(String issuer, RSAKey key) {
        this.issuer = issuer;
        this.key = key;
    }

    static Forger of(Trial trial) {
        try {
            String jwk = Files.readString(trial.secrets().resolve("issuer.jwk"));
            return new Forger(trial.site() + "/realms/nachweis", RSAKey.parse(jwk));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    String token(String role) {
        return token(role, List.of("idm"), List.of("newsletter"));
    }

    String token(String role, List<String> controllers, List<String> purposes) {
        return signed(claims(role, _ -> {}).claim("controllers", controllers).claim("purposes", purposes), key);
    }

    /** By what is wrong with each. */
    Map<String, String> worthless(String role) {
        Date past = Date.from(Instant.now().minus(Duration.ofHours(2)));
        Date future = Date.from(Instant.now().plus(Duration.ofHours(2)));
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("wrong audience", signed(claims(role, claims -> claims.audience("account")), key));
        tokens.put("no audience", signed(claims(role, claims -> claims.audience(List.of())), key));
        tokens.put("expired", signed(claims(role, claims -> claims.expirationTime(past)), key));
        tokens.put("without an end", signed(claims(role, claims -> claims.expirationTime(null)), key));
        tokens.put("not yet valid", signed(claims(role, claims -> claims.notBeforeTime(future)), key));
        tokens.put("another realm", signed(claims(role, claims -> claims.issuer(issuer + "-other")), key));
        tokens.put("no issuer", signed(claims(role, claims -> claims.issuer(null)), key));
        tokens.put("a stranger's key", signed(claims(role, _ -> {}), strangersKey()));
        tokens.put("alg none", new PlainJWT(claims(role, _ -> {}).build()).serialize());
        tokens.put("the public key taken for a password", signedByPublicKey(role));
        tokens.put("changed after it was signed", changed(role));
        tokens.put("no token at all", "x.y.z");
        return tokens;
    }

    private JWTClaimsSet.Builder claims(String role, Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("nachweis")
                .subject("forged-" + role)
                .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))))
                .claim("realm_access", Map.of("roles", List.of(role)))
                .claim("controllers", List.of("idm"))
                .claim("purposes", List.of("newsletter"));
        change.accept(claims);
        return claims;
    }

    /** A stranger takes the name of our key. */
    private RSAKey strangersKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(key.getKeyID()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signed(JWTClaimsSet.Builder claims, RSAKey by) {
        try {
            return signed(JWSAlgorithm.RS256, new RSASSASigner(by), claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 8725 §2.1: what everybody knows is no password. */
    private String signedByPublicKey(String role) {
        try {
            byte[] known = key.toRSAPublicKey().getEncoded();
            return signed(JWSAlgorithm.HS256, new MACSigner(known), claims(role, _ -> {}));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The signature of a harmless token under the claims of this role. */
    private String changed(String role) {
        String[] harmless = signed(claims("somebody", _ -> {}), key).split("\\.", -1);
        return harmless[0] + "." + signed(claims(role, _ -> {}), key).split("\\.", -1)[1] + "." + harmless[2];
    }

    private String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet.Builder claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims.build());
        token.sign(signer);
        return token.serialize();
    }
}
