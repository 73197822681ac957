package io.nachweis.rights;

import static io.nachweis.rights.RunningRights.json;
import static io.nachweis.rights.RunningRights.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as people send them. */
@ModuleTest
class AskingForRightsTest {

    private final RunningRights rights;

    AskingForRightsTest(RunningRights rights) {
        this.rights = rights;
    }

    @Test
    void whoever_asks_again_at_once_gets_no_second_mail_and_is_on_record_all_the_same() {
        String email = "twice@example.org";
        rights.ask(email, "access");
        rights.postJson("/api/v1/idm/rights-requests", "{\"email\": \"" + email + "\", \"kind\": \"erasure\"}");
        assertThat(rights.types(email))
                .filteredOn("rights.request-received.v1"::equals)
                .hasSize(2);
        assertThat(rights.mailsTo(email)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"email\": \"ada@example.org\"}",
                "{\"email\": \"ada@example.org\", \"kind\": \"everything\"}",
                "{\"email\": \"ada@example.org\", \"kind\": [\"access\"]}",
                "{\"email\": \"canary\", \"kind\": \"access\"}",
                "{\"email\": \"a@example.org\\r\\nBcc: canary@example.org\", \"kind\": \"access\"}",
                "[]"
            })
    void what_is_no_request_is_refused_by_its_field(String body) {
        HttpResponse<String> refused = rights.postJson("/api/v1/idm/rights-requests", body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("https://nachweis.io/problems/").doesNotContain("canary");
    }

    @Test
    void a_form_goes_on_to_a_page_of_the_controller() {
        HttpResponse<String> taken = rights.postForm(
                "/api/v1/idm/rights-requests",
                Map.of("email", "form@example.org", "kind", "access", "returnTo", "https://elsewhere.example"));
        assertThat(taken.statusCode()).isEqualTo(303);
        assertThat(taken.headers().firstValue("Location")).contains("https://www.i-digital-m.com/");
        assertThat(text(rights.nextMail("form@example.org", 0))).contains("Auskunft über meine Daten");
    }

    @Test
    void the_form_says_what_it_asks_for() {
        assertThat(json(rights.get("/api/v1/idm/forms/rights?locale=en"))
                        .at("/fields/0/label")
                        .asString())
                .isEqualTo("E-mail address");
        assertThat(rights.get("/api/v1/idm/forms/newsletter").statusCode()).isEqualTo(404);
    }
}
