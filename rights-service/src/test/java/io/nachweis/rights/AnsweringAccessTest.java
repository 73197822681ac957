package io.nachweis.rights;

import static io.nachweis.rights.RunningRights.codeIn;
import static io.nachweis.rights.RunningRights.json;
import static io.nachweis.rights.RunningRights.linkIn;
import static io.nachweis.rights.RunningRights.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.rights.FakeService.Mood;
import io.nachweis.testing.ModuleTest;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Access requests (Art. 15 GDPR), from the proof of the mailbox to the answer. */
@ModuleTest
class AnsweringAccessTest {

    private final RunningRights rights;

    AnsweringAccessTest(RunningRights rights) {
        this.rights = rights;
    }

    @AfterEach
    void everybody_is_well_again() {
        rights.consent.mood = Mood.WELL;
        rights.newsletter.mood = Mood.WELL;
    }

    @Test
    void whoever_proves_the_mailbox_gets_what_every_service_holds_and_nothing_of_anybody_else() {
        String email = "ada@example.org";
        rights.everybodyHolds("ada@example.org", "canary-of-ada");
        rights.everybodyHolds("bob@example.org", "canary-of-bob");
        String page = rights.ask(email, "access");
        assertThat(text(rights.mailsTo(email).getFirst())).contains("Access to my data", "We answer by");

        rights.press(page, "prove");
        MimeMessage ready = rights.nextMail(email, 1);
        assertThat(linkIn(ready)).isEqualTo(page);
        assertThat(rights.press(page, "fetch", "code", "000000").body()).contains("not the digits");
        HttpResponse<String> answer = rights.press(page, "fetch", "code", codeIn(ready));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"idm-art-15.json\"");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body())
                .contains("canary-of-ada-newsletter", "canary-of-ada-lead", "canary-of-ada-consent", email);
        assertThat(answer.body()).doesNotContain("canary-of-bob");
        assertThat(json(answer).path("services")).hasSize(4);
        assertThat(json(answer).at("/rights/authority/name").asString()).contains("ULD");
        assertThat(json(answer).path("categories").path(0).path("law").asString())
                .isNotEmpty();
        assertThat(rights.types(email)).contains("rights.answer-fetched.v1");
        for (int i = 0; i < 6; i++) {
            assertThat(rights.press(page, "fetch", "code", codeIn(ready)).statusCode())
                    .isEqualTo(200);
        }
        assertThat(json(answer).path("request").asString())
                .isEqualTo(rights.requestOf(email).toString());
    }

    @Test
    void a_request_goes_on_where_it_was_after_a_restart() {
        String email = "restarted@example.org";
        rights.everybodyHolds(email, "canary");
        rights.consent.mood = Mood.AWAY;
        rights.press(rights.ask(email, "access"), "prove");
        rights.restart();
        rights.consent.mood = Mood.WELL;
        assertThat(text(rights.nextMail(email, 1))).contains("ready");
        assertThat(rights.types(email))
                .filteredOn("rights.request-answered.v1"::equals)
                .hasSize(1);
    }
}
