package io.nachweis.rights;

import static io.nachweis.rights.RunningRights.await;
import static io.nachweis.rights.RunningRights.codeIn;
import static io.nachweis.rights.RunningRights.json;
import static io.nachweis.rights.RunningRights.linkIn;
import static io.nachweis.rights.RunningRights.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Fact.ErasedCategory;
import io.nachweis.contracts.Fact.ErasureReported;
import io.nachweis.contracts.Fact.KeptCategory;
import io.nachweis.rights.FakeService.Mood;
import io.nachweis.testing.ModuleTest;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as people and the desk meet them. */
@ModuleTest
class RightsStoryTest {

    private static RunningRights rights;

    @BeforeAll
    static void start(@TempDir Path folder) {
        rights = new RunningRights(folder);
    }

    @AfterAll
    static void stop() {
        rights.close();
    }

    @AfterEach
    void everybody_is_well_again() {
        rights.consent.mood = Mood.WELL;
        rights.newsletter.mood = Mood.WELL;
    }

    @Test
    void whoever_proves_the_mailbox_gets_what_every_service_holds_and_nothing_of_anybody_else() {
        String email = "ada@example.org";
        holds("ada@example.org", "canary-of-ada");
        holds("bob@example.org", "canary-of-bob");
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
    void opening_the_link_changes_nothing_and_neither_does_a_post_by_who_has_not_looked() {
        String email = "scanned@example.org";
        String page = rights.ask(email, "erasure");
        for (int i = 0; i < 3; i++) {
            assertThat(rights.get(page).body()).contains("Was this you?");
        }
        assertThat(rights.postForm(page, "action", "prove").body()).contains("Was this you?");
        assertThat(rights.postForm(page, "action", "prove", "nonce", "AAAA").body())
                .contains("Was this you?");
        assertThat(rights.press(page, "later").body()).contains("Was this you?");
        assertThat(rights.types(email)).doesNotContain("rights.mailbox-proven.v1");
    }

    @Test
    void somebody_about_whom_nothing_is_held_is_told_so_after_proving_the_mailbox() {
        String email = "nobody@example.org";
        rights.press(rights.ask(email, "access"), "prove");
        assertThat(text(rights.nextMail(email, 1))).contains("we hold no data except this");
        String other = "nobody-either@example.org";
        rights.press(rights.ask(other, "erasure"), "prove");
        assertThat(text(rights.nextMail(other, 1))).contains("we hold no data except this");
        assertThat(rights.types(other)).doesNotContain("rights.erasure-ordered.v1");
    }

    @Test
    void somebody_new_at_a_mailbox_sees_nothing_of_who_had_it_before_without_more_proof() {
        String email = "recycled@example.org";
        rights.newsletter.holds(
                rights.subject(email).value(),
                "canary-of-the-former",
                Instant.now().minus(Duration.ofDays(500)));
        String page = rights.ask(email, "access");
        rights.press(page, "prove");
        assertThat(text(rights.nextMail(email, 1))).contains("we hold no data except this");

        UUID request = rights.requestOf(email);
        var decided = rights.deskPosts(
                "privacy-desk", "/" + request + "/decisions", "{\"decision\":\"prove-identity\",\"reason\":\"seen\"}");
        assertThat(decided.statusCode()).isEqualTo(200);
        MimeMessage ready = rights.nextMail(email, 2);
        assertThat(rights.press(page, "fetch", "code", codeIn(ready)).body()).contains("canary-of-the-former");
    }

    @Test
    void a_request_goes_on_where_it_was_after_a_restart() {
        String email = "restarted@example.org";
        holds(email, "canary");
        rights.consent.mood = Mood.AWAY;
        rights.press(rights.ask(email, "access"), "prove");
        rights.restart();
        rights.consent.mood = Mood.WELL;
        assertThat(text(rights.nextMail(email, 1))).contains("ready");
        assertThat(rights.types(email))
                .filteredOn("rights.request-answered.v1"::equals)
                .hasSize(1);
    }

    @Test
    void an_erasure_is_ordered_and_answered_when_every_service_has_reported() {
        String email = "erased@example.org";
        holds(email, "canary");
        String page = rights.ask(email, "erasure");
        rights.press(page, "prove");
        await(() -> rights.types(email).contains("rights.erasure-ordered.v1"));
        UUID request = rights.requestOf(email);
        reports("newsletter", email, request);
        reports("rights", email, request);
        reports("lead", email, request);
        reports("newsletter", email, request);
        assertThat(json(rights.desk("privacy-desk", "/" + request))
                        .path("waitingFor")
                        .toString())
                .isEqualTo("[\"consent\"]");
        assertThat(rights.mailsTo(email)).hasSize(1);

        reports("consent", email, request);
        assertThat(text(rights.nextMail(email, 1)))
                .contains("- enquiries: erased")
                .contains("- consent-records: kept until 23 November 2029 at the latest. Proof that")
                .contains("(Art. 17(3)(e) GDPR)");
        assertThat(rights.get(page).body()).contains("Your data is erased");
        rights.restart();
        await(() -> !rights.desk("dpo", "").body().contains(request.toString()));
        assertThat(rights.mailsTo(email)).hasSize(2);
    }

    @Test
    void a_report_of_what_nobody_ordered_goes_no_further() {
        var report = new ErasureReported("idm", UUID.randomUUID().toString(), Instant.now(), List.of(), List.of());
        rights.reports("newsletter", "stranger@example.org", report);
        var nonsense = new ErasureReported("idm", "nonsense", Instant.now(), List.of(), List.of());
        rights.reports("newsletter", "stranger@example.org", nonsense);
        assertThat(rights.entries("stranger@example.org")).isEmpty();
    }

    @Test
    void everything_is_withdrawn_at_once_and_as_of_when_it_was_asked_for() {
        String email = "withdraws@example.org";
        rights.press(rights.ask(email, "withdrawal"), "prove");
        assertThat(text(rights.nextMail(email, 1))).contains("Every consent you gave us is withdrawn");
        assertThat(rights.consent.withdrawn).contains(rights.subject(email).value());
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

    @Test
    void whoever_did_not_ask_says_so_and_is_forgotten() {
        String email = "not-me@example.org";
        String page = rights.ask(email, "erasure");
        await(() -> rights.types(email).contains("rights.mail-sent.v1"));
        assertThat(rights.press(page, "not-mine").statusCode()).isEqualTo(410);
        await(() -> rights.entries(email).isEmpty());
        assertThat(rights.get(page).statusCode()).isEqualTo(410);
    }

    @Test
    void what_nobody_proves_is_closed_when_its_time_is_over_and_forgotten() {
        String email = "never-proven@example.org";
        String page = rights.ask(email, "access");
        await(() -> rights.types(email).contains("rights.mail-sent.v1"));
        Instant before = rights.clock.instant();
        rights.clock.advance(Duration.ofDays(40));
        try {
            await(() -> rights.entries(email).isEmpty());
            assertThat(rights.get(page).statusCode()).isEqualTo(410);
        } finally {
            rights.clock.advance(Duration.between(rights.clock.instant(), before));
        }
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

    @ParameterizedTest
    @ValueSource(strings = {"/idm/rights/x", "/idm/rights/AAAA", "/other/rights/AAAA"})
    void a_ticket_that_we_did_not_make_leads_nowhere(String path) {
        assertThat(rights.get(path).statusCode()).isEqualTo(404);
        assertThat(rights.postForm(path, "action", "prove").statusCode()).isEqualTo(404);
    }

    @Test
    void the_desk_takes_letters_and_the_time_runs_from_their_receipt() {
        String email = "letter@example.org";
        String letter =
                "{\"email\":\"%s\",\"kind\":\"access\",\"channel\":\"letter\",\"receivedAt\":\"%s\",\"locale\":\"en\"}"
                        .formatted(email, rights.clock.instant().minus(Duration.ofDays(3)));
        HttpResponse<String> taken = rights.deskPosts("privacy-desk", "", letter);
        assertThat(taken.statusCode()).isEqualTo(201);
        assertThat(rights.deskPosts("dpo", "", letter).statusCode()).isEqualTo(403);
        String request = json(taken).path("request").asString();
        var detail = json(rights.desk("dpo", "/" + request));
        assertThat(detail.path("channel").asString()).isEqualTo("letter");
        assertThat(detail.path("because").toString()).contains("Received on", "1 month later is");
        assertThat(detail.path("email").asString()).isEqualTo(email);
        await(() -> rights.desk("dpo", "").body().contains(request));
        assertThat(rights.desk("dpo", "").body()).doesNotContain(email);
        assertThat(text(rights.nextMail(email, 0))).contains("please confirm on this page");

        String extend = "{\"decision\":\"extend\",\"reason\":\"There are many of them.\"}";
        assertThat(json(rights.deskPosts("privacy-desk", "/" + request + "/decisions", extend))
                        .path("extended")
                        .asBoolean())
                .isTrue();
        assertThat(text(rights.nextMail(email, 1))).contains("There are many of them.", "We need longer");
        assertThat(rights.deskPosts("privacy-desk", "/" + request + "/decisions", extend)
                        .statusCode())
                .isEqualTo(409);

        String refuse = "{\"decision\":\"refuse\",\"reason\":\"It is the tenth this week.\"}";
        assertThat(rights.deskPosts("dpo", "/" + request + "/decisions", refuse).statusCode())
                .isEqualTo(403);
        assertThat(rights.deskPosts("privacy-desk", "/" + request + "/decisions", refuse)
                        .statusCode())
                .isEqualTo(200);
        assertThat(text(rights.nextMail(email, 2)))
                .contains("It is the tenth this week.", "Unabhängiges Landeszentrum", "court");
        String close = "{\"decision\":\"close\"}";
        assertThat(json(rights.deskPosts("privacy-desk", "/" + request + "/decisions", close))
                        .path("phase")
                        .asString())
                .isEqualTo("closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"decision\":\"forgive\",\"reason\":\"canary\"}",
                "{\"decision\":\"refuse\"}",
                "{\"decision\":\"refuse\",\"reason\":\"  \"}",
                "{\"decision\":\"refuse\",\"reason\":\"canary\\u0000\"}"
            })
    void a_decision_without_a_reason_is_none(String decision) {
        String email = "undecided@example.org";
        if (rights.mailsTo(email).isEmpty()) {
            rights.ask(email, "access");
        }
        HttpResponse<String> refused =
                rights.deskPosts("privacy-desk", "/" + rights.requestOf(email) + "/decisions", decision);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).doesNotContain("canary");
    }

    @Test
    void nobody_else_sees_the_desk() {
        for (String role : List.of("auditor", "marketing", "app", "operator")) {
            assertThat(rights.desk(role, "").statusCode()).as(role).isEqualTo(403);
        }
        assertThat(rights.desk("dpo", "/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(rights.get("/api/v1/idm/desk/rights-requests").statusCode()).isEqualTo(401);
    }

    private static void holds(String email, String value) {
        rights.everybodyHolds(email, value);
    }

    private static void reports(String service, String email, UUID request) {
        rights.reports(
                service,
                email,
                new ErasureReported(
                        "idm",
                        request.toString(),
                        rights.clock.instant(),
                        service.equals("rights") ? List.of() : List.of(new ErasedCategory("enquiries", 2)),
                        List.of(new KeptCategory(
                                "consent-records", 3, "Art. 17(3)(e) GDPR", LocalDate.parse("2029-11-23")))));
    }
}
