package io.nachweis.platform;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Map;

/** Has seen tokens of ours, and knows of the issuer what everybody knows. */
final class Forger {

    private Forger() {}

    /** What can be made of a token without the key that signed it, by what is wrong with each. */
    static Map<String, String> forgeries(String token, String harmless, JWKSet published) {
        try {
            SignedJWT seen = SignedJWT.parse(token);
            JWTClaimsSet claims = seen.getJWTClaimsSet();
            String key = seen.getHeader().getKeyID();
            String[] parts = harmless.split("\\.", -1);
            // RFC 8725 §2.1: what everybody knows is no password.
            byte[] known =
                    published.getKeyByKeyId(key).toRSAKey().toRSAPublicKey().getEncoded();
            JWSSigner stranger = new RSASSASigner(new RSAKeyGenerator(2048).generate());
            return Map.of(
                    "a stranger's key, by the name of ours", signed(JWSAlgorithm.RS256, key, stranger, claims),
                    "alg none", new PlainJWT(claims).serialize(),
                    "the public key taken for a password",
                            signed(JWSAlgorithm.HS256, key, new MACSigner(known), claims),
                    "changed after it was signed", parts[0] + "." + token.split("\\.", -1)[1] + "." + parts[2],
                    "no token at all", "x.y.z");
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWSAlgorithm algorithm, String key, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims);
        token.sign(signer);
        return token.serialize();
    }
}
