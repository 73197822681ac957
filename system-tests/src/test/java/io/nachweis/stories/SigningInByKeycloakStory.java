package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.platform.EnabledOnShape;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.Shape;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the realm is made of; all other stories are told with its tokens. */
@StoryTest
@EnabledOnShape(value = Shape.KEYCLOAK, because = "only Keycloak has a realm")
class SigningInByKeycloakStory {

    private final PlatformUnderTest platform;

    SigningInByKeycloakStory(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @Test
    void its_tokens_say_what_the_services_ask_for() {
        JsonNode app = claims(asksFor("app", "idm"));

        assertThat(app.path("iss").asString("")).isEqualTo(platform.issuerUri());
        assertThat(app.path("aud").toString()).contains("nachweis");
        assertThat(app.path("realm_access").path("roles").toString()).contains("\"app\"");
        assertThat(app.path("controllers").toString()).isEqualTo("[\"idm\"]");
        assertThat(app.path("purposes").toString()).isEqualTo("[\"newsletter\"]");
        assertThat(claims(asksFor("privacy-desk", "idm")).has("purposes")).isFalse();
    }

    @Test
    void nobody_gives_themselves_a_controller() {
        assertThat(asksFor("dpo", "another").status()).isEqualTo(400);
    }

    private Answer asksFor(String role, String controller) {
        return StoryHttpClient.postJson(
                platform.addresses().site() + "/token",
                Map.of("role", role, "controllers", List.of(controller), "purposes", List.of("newsletter")));
    }

    private static JsonNode claims(Answer granted) {
        String body = granted.json().path("access_token").asString("").split("\\.", -1)[1];
        return StoryHttpClient.JSON.readTree(new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8));
    }
}
