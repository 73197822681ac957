package io.nachweis.newsletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An issuer of access tokens that look like Keycloak's. */
final class Issuer implements AutoCloseable {

    private final HttpServer server;
    private final RSAKey key;

    Issuer() {
        try {
            key = new RSAKeyGenerator(2048).keyID("test").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException | JOSEException e) {
            throw new IllegalStateException(e);
        }
        serve(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"" + uri() + "\",\"jwks_uri\":\"" + uri()
                        + "/jwks\",\"subject_types_supported\":[\"public\"]}");
        serve("/jwks", new JWKSet(key.toPublicJWK()).toString());
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String token(String role, List<String> controllers, List<String> purposes) {
        long now = Instant.now().getEpochSecond();
        var claims = new JWTClaimsSet.Builder()
                .issuer(uri())
                .audience("nachweis")
                .subject("a1b2c3")
                .claim("iat", now)
                .claim("exp", now + 300)
                .claim("realm_access", Map.of("roles", List.of(role)))
                .claim("controllers", controllers)
                .claim("purposes", purposes)
                .build();
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test").build(), claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(String path, String json) {
        byte[] body = json.getBytes(UTF_8);
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }
}
