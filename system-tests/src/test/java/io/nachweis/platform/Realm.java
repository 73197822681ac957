package io.nachweis.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import io.nachweis.platform.StoryHttpClient.Answer;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The realm of a real Keycloak. People begin to work there when a story needs them, and sign in with a password. */
final class Realm implements Issuer {

    static final String ADMIN = "admin";
    static final String PASSWORD = "a-password-of-stories";

    /** Of the five minutes that a token is worth something. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private record Issued(String token, Instant at) {}

    private final String keycloak;
    private final Map<String, Issued> issued = new HashMap<>();

    Realm(String keycloak) {
        this.keycloak = keycloak;
    }

    /** Nobody works there any more when Keycloak was started anew. */
    void forget() {
        issued.clear();
    }

    String issuer() {
        return keycloak + "/realms/nachweis";
    }

    @Override
    public String token(String role, List<String> controllers, List<String> purposes) {
        String name = name(role, controllers, purposes);
        Issued last = issued.get(name);
        if (last == null) {
            employ(name, role, controllers, purposes);
        }
        if (last == null || last.at().plus(FRESH).isBefore(Instant.now())) {
            last = new Issued(signIn("nachweis", "nachweis-trial", name), Instant.now());
            issued.put(name, last);
        }
        return last.token();
    }

    private static String name(String role, List<String> controllers, List<String> purposes) {
        String what = controllers + " " + purposes;
        return role + "-" + UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
    }

    private void employ(String name, String role, List<String> controllers, List<String> purposes) {
        String[] admin = {"Authorization", "Bearer " + signIn("master", "admin-cli", ADMIN)};
        String realm = keycloak + "/admin/realms/nachweis";
        Answer employed = StoryHttpClient.postJson(
                realm + "/users",
                Map.of(
                        "username",
                        name,
                        "enabled",
                        true,
                        "attributes",
                        Map.of("controllers", controllers, "purposes", purposes),
                        "credentials",
                        List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false))),
                admin);
        assertThat(employed.status()).as(employed.toString()).isEqualTo(201);
        Answer known = StoryHttpClient.get(realm + "/roles/" + role, admin);
        if (known.status() == 200) {
            String roles = employed.header("Location") + "/role-mappings/realm";
            assertThat(StoryHttpClient.postJson(roles, List.of(known.json()), admin)
                            .status())
                    .isEqualTo(204);
        }
    }

    private String signIn(String realm, String client, String name) {
        Answer answer = StoryHttpClient.postForm(
                keycloak + "/realms/" + realm + "/protocol/openid-connect/token",
                Map.of("grant_type", "password", "client_id", client, "username", name, "password", PASSWORD));
        assertThat(answer.status()).as(name + ": " + answer).isEqualTo(200);
        return answer.json().path("access_token").asString("");
    }

    @Override
    public Map<String, String> worthless(String role) {
        Map<String, String> tokens = new LinkedHashMap<>(Forger.forgeries(token(role), token("somebody"), keys()));
        tokens.put(
                "wrong audience", signIn("nachweis", "admin-cli", name(role, List.of("idm"), List.of("newsletter"))));
        tokens.put("another realm", signIn("master", "admin-cli", ADMIN));
        return tokens;
    }

    private JWKSet keys() {
        try {
            return JWKSet.parse(StoryHttpClient.get(issuer() + "/protocol/openid-connect/certs")
                    .body());
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
