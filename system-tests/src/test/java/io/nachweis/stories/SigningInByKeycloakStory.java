package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.stories.Http.Answer;
import io.nachweis.stories.Trial.Said;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/** The same with a real Keycloak, whose first start alone takes half a minute. */
@EnabledIfSystemProperty(named = "nachweis.depth", matches = "full")
class SigningInByKeycloakStory {

    private static final Trial TRIAL = Trial.create(_ -> Map.of(), "--keycloak");
    private static final String KEYCLOAK = "http://localhost:" + (TRIAL.port() + 7) + "/realms/nachweis";

    @BeforeAll
    static void start() {
        TRIAL.start();
    }

    @AfterAll
    static void stop() throws Exception {
        TRIAL.close();
    }

    @Test
    void the_story_is_the_same() {
        Said said = TRIAL.launcher("demo");

        assertThat(said.text()).contains("Everything was as promised.").doesNotContain("✘");
        assertThat(said.exit()).isZero();
    }

    @Test
    void its_tokens_say_what_the_services_ask_for() {
        JsonNode app = claims(Desk.as("app", "idm", TRIAL));

        assertThat(app.path("iss").asString("")).isEqualTo(KEYCLOAK);
        assertThat(app.path("aud").toString()).contains("nachweis");
        assertThat(app.path("realm_access").path("roles").toString()).contains("\"app\"");
        assertThat(app.path("controllers").toString()).isEqualTo("[\"idm\"]");
        assertThat(app.path("purposes").toString()).isEqualTo("[\"newsletter\"]");
        assertThat(claims(Desk.of(TRIAL)).has("purposes")).isFalse();
    }

    @Test
    void each_role_may_do_what_is_its_own() {
        Person ada = Person.named("ada", TRIAL).whoConfirmed();
        Desk desk = Desk.of(TRIAL);
        String history = "/subjects/" + desk.subject(ada) + "/history";
        Patience.until("consent is known", () -> desk.isAllowed(ada));

        assertThat(desk.get(history).body()).contains(ada.email());
        assertThat(Desk.as("auditor", "idm", TRIAL).get(history).body()).doesNotContain(ada.email());
        assertThat(Desk.as("marketing", "idm", TRIAL).get(history).status()).isEqualTo(403);
        assertThat(Desk.as("marketing", "idm", TRIAL)
                        .get("/audiences/newsletter")
                        .status())
                .isEqualTo(200);
        assertThat(TRIAL.launcher("dead-letters").text()).contains("newsletter put nothing aside");
    }

    @Test
    void a_token_that_is_not_meant_for_the_platform_is_worth_nothing() {
        Answer own = Http.postForm(
                KEYCLOAK + "/protocol/openid-connect/token",
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        "dpo",
                        "password",
                        "dpo-in-a-trial"));
        String token = own.json().path("access_token").asString("");
        assertThat(token).isNotEmpty();

        assertThat(Http.get(TRIAL.gateway() + "/api/v1/idm/subjects/1.x/history", "Authorization", "Bearer " + token)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void nobody_gives_themselves_a_controller() {
        assertThat(Http.postJson(TRIAL.site() + "/token", Map.of("role", "dpo", "controllers", List.of("another")))
                        .status())
                .isEqualTo(400);
    }

    private static JsonNode claims(Desk desk) {
        String body = desk.token().split("\\.", -1)[1];
        return Http.JSON.readTree(new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8));
    }
}
