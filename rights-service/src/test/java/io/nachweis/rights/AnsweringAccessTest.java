package io.nachweis.rights;

import static io.nachweis.rights.RunningRights.codeIn;
import static io.nachweis.rights.RunningRights.json;
import static io.nachweis.rights.RunningRights.linkIn;
import static io.nachweis.rights.RunningRights.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.rights.FakeService.Mood;
import io.nachweis.starter.Sha256;
import io.nachweis.testing.LiveHeap;
import io.nachweis.testing.ModuleTest;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.DigestInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

/** Access requests (Art. 15 GDPR), from the proof of the mailbox to the answer. */
@ModuleTest
class AnsweringAccessTest {

    /** Entries of 15 kB each. */
    private static final int MANY = 10_000;

    /** A few slices, and what else goes on. */
    private static final long FEW_MIB = 48;

    private final RunningRights rights;

    AnsweringAccessTest(RunningRights rights) {
        this.rights = rights;
    }

    @AfterEach
    void everybody_is_well_again() {
        rights.consent.mood = Mood.WELL;
        rights.newsletter.mood = Mood.WELL;
        rights.lead.mood = Mood.WELL;
        rights.forgive();
    }

    @Test
    void whoever_proves_the_mailbox_gets_what_every_service_holds_and_nothing_of_anybody_else() {
        String email = "ada@example.org";
        rights.everybodyHolds("ada@example.org", "canary-of-ada");
        rights.everybodyHolds("bob@example.org", "canary-of-bob");
        String page = rights.ask(email, "access");
        assertThat(text(rights.mailsTo(email).getFirst()))
                .contains("Access (Art. 15 GDPR)", "We will answer without undue delay, by");

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

    /** Somebody whose address a stranger filled in again and again, with long messages. */
    @Test
    void whoever_much_is_on_record_about_gets_all_of_it_in_memory_that_stays_flat() throws Exception {
        String email = "much@example.org";
        rights.lead.holdsMany(rights.subject(email).value(), MANY, "ü".repeat(7_500));
        String page = rights.ask(email, "access");
        rights.press(page, "prove");
        String code = codeIn(rights.nextMail(email, 1));

        try (var heap = new LiveHeap()) {
            var answer = rights.press(page, BodyHandlers.ofInputStream(), "fetch", "code", code);
            var body = new DigestInputStream(answer.body(), Sha256.digest());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(rows(body)).isGreaterThan(MANY);
            assertThat(heap.growth()).isLessThan(FEW_MIB);
            assertThat(rights.entries(email)
                            .getLast()
                            .data()
                            .path("contentSha256")
                            .asString())
                    .isEqualTo(Sha256.of(body.getMessageDigest()));
        }
    }

    @Test
    void whoever_much_is_on_record_about_sees_an_answer_that_breaks_off_and_none_is_on_record() {
        String email = "broken@example.org";
        rights.lead.holdsMany(rights.subject(email).value(), MANY, "ü".repeat(7_500));
        String page = rights.ask(email, "access");
        rights.press(page, "prove");
        String code = codeIn(rights.nextMail(email, 1));

        assertThatThrownBy(() -> {
                    var answer = rights.press(page, BodyHandlers.ofInputStream(), "fetch", "code", code);
                    answer.body().readNBytes(1024 * 1024);
                    rights.lead.mood = Mood.AWAY;
                    answer.body().transferTo(OutputStream.nullOutputStream());
                })
                .isInstanceOf(IOException.class);
        assertThat(rights.types(email)).doesNotContain("rights.answer-fetched.v1");
    }

    private static int rows(InputStream answer) throws IOException {
        int rows = 0;
        try (var json = JsonMapper.shared().createParser(answer)) {
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME && json.currentName().equals("recordedAt")) {
                    rows++;
                }
            }
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        return rows;
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
