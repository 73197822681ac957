package io.nachweis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An issuer whose tokens look like Keycloak's. */
public final class TestIssuer implements AutoCloseable {

    private final HttpServer server;
    private final RSAKey key = newKey("test");
    private final AtomicInteger keysRead = new AtomicInteger();

    public TestIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answer("/.well-known/openid-configuration", () -> {}, """
                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "subject_types_supported": ["public"],
                 "authorization_endpoint": "%1$s/auth", "token_endpoint": "%1$s/token"}
                """.formatted(uri()));
        answer("/keys", keysRead::incrementAndGet, new JWKSet(key.toPublicJWK()).toString());
        server.start();
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(id)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(String path, Runnable noting, String json) {
        server.createContext(path, exchange -> {
            noting.run();
            byte[] body = json.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    /** How often anybody has fetched the keys. */
    public int keysRead() {
        return keysRead.get();
    }

    public String uri() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** A good token of this role for the controller {@code idm}. */
    public String token(String role) {
        return token(role, _ -> {});
    }

    /** A token with something different about it. */
    public String token(String role, Consumer<JWTClaimsSet.Builder> change) {
        return token(JOSEObjectType.JWT, role, change);
    }

    /** A token whose header says that it is of another type. */
    public String token(@Nullable JOSEObjectType type, String role, Consumer<JWTClaimsSet.Builder> change) {
        return sign(type, claims(role, change), key);
    }

    /** A good token of this role for some controllers, and for some purposes. */
    public String token(String role, List<String> controllers, List<String> purposes) {
        return token(role, claims -> claims.claim("controllers", controllers).claim("purposes", purposes));
    }

    public String signedByAStranger(String role) {
        return sign(JOSEObjectType.JWT, claims(role, _ -> {}), newKey("test"));
    }

    /** Tokens of a stranger, each with a name of its key that nobody has heard of. */
    public Stream<String> withFreshKeyIds(String role) {
        RSAKey stranger = newKey("stranger");
        return Stream.generate(() -> sign(
                JOSEObjectType.JWT,
                claims(role, _ -> {}),
                new RSAKey.Builder(stranger).keyID(UUID.randomUUID().toString()).build()));
    }

    public String unsigned(String role) {
        return new PlainJWT(claims(role, _ -> {})).serialize();
    }

    private JWTClaimsSet claims(String role, Consumer<JWTClaimsSet.Builder> change) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(uri())
                .subject("someone")
                .audience("nachweis")
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("typ", "Bearer")
                .claim("realm_access", Map.of("roles", List.of(role)))
                .claim("controllers", List.of("idm"));
        change.accept(claims);
        return claims.build();
    }

    private static String sign(@Nullable JOSEObjectType type, JWTClaimsSet claims, RSAKey key) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(type)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
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
}
