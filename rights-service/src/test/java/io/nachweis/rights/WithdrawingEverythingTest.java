package io.nachweis.rights;

import static io.nachweis.rights.RunningRights.await;
import static io.nachweis.rights.RunningRights.json;
import static io.nachweis.rights.RunningRights.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The withdrawal of every consent (Art. 7(3) GDPR): it acts at receipt, and its mail can undo it. */
@ModuleTest
class WithdrawingEverythingTest {

    private final RunningRights rights;

    WithdrawingEverythingTest(RunningRights rights) {
        this.rights = rights;
    }

    @Test
    void acts_at_receipt_and_says_so_in_its_one_mail() {
        String email = "withdraws@example.org";
        String page = rights.ask(email, "withdrawal");
        await(() -> isAnswered(email));
        assertThat(rights.consent.withdrawn).contains(subject(email));
        assertThat(rights.types(email)).doesNotContain("rights.mailbox-proven.v1");
        assertThat(text(rights.mailsTo(email).getFirst()))
                .contains("Your withdrawal took effect on receipt", "If it was not you, undo it here:")
                .doesNotContain("We will answer", "confirm");
        assertThat(rights.get(page).body())
                .contains("Your consents are withdrawn", "This was not me")
                .doesNotContain("We answer by", "Was this you?");
        rights.ask("somebody-afterwards@example.org", "access");
        assertThat(rights.mailsTo(email)).hasSize(1);
    }

    @Test
    void says_so_in_german_too() {
        String email = "widerruft@example.org";
        rights.postJson(
                "/api/v1/idm/rights-requests",
                "{\"email\": \"" + email + "\", \"kind\": \"withdrawal\", \"locale\": \"de\"}");
        assertThat(text(rights.nextMail(email, 0)))
                .contains("Ihr Widerruf gilt ab Eingang.", "Waren Sie das nicht, machen Sie ihn hier rückgängig:");
    }

    /** Anybody can type anybody's address; over the mailbox's limit of mails it acts without one, and the desk sees it. */
    @Test
    void acts_where_no_mail_may_say_so() {
        String email = "many-mails@example.org";
        rights.ask(email, "access");
        withdraws(email);
        await(() -> isAnswered(email));
        assertThat(rights.consent.withdrawn).contains(subject(email));
        JsonNode seen = detail(rights.requestOf(email));
        assertThat(seen.path("receipt").asBoolean(true)).isFalse();
        assertThat(seen.path("outcome").asString("")).isEqualTo("withdrawn");
        assertThat(rights.mailsTo(email)).hasSize(1);
    }

    @Test
    void acts_whichever_way_it_came() {
        String email = "wrote-a-letter@example.org";
        rights.deskPosts(
                "privacy-desk",
                "",
                "{\"email\": \"%s\", \"kind\": \"withdrawal\", \"channel\": \"letter\", \"receivedAt\": \"%s\"}"
                        .formatted(email, rights.clock.instant()));
        await(() -> isAnswered(email));
        assertThat(rights.consent.withdrawn).contains(subject(email));
    }

    @Test
    void waits_visibly_for_who_has_to_take_it_down() {
        String email = "waits@example.org";
        rights.consent.mood = FakeService.Mood.AWAY;
        try {
            withdraws(email);
            await(() -> rights.types(email).contains("rights.request-received.v1"));
            UUID request = rights.requestOf(email);
            await(() -> detail(request).path("waitingFor").toString().equals("[\"consent\"]"));
            assertThat(isAnswered(email)).isFalse();
        } finally {
            rights.consent.mood = FakeService.Mood.WELL;
            rights.forgive();
        }
        await(() -> isAnswered(email));
        assertThat(rights.consent.withdrawn).contains(subject(email));
    }

    @Test
    void is_undone_by_who_reads_the_mailbox_once_and_they_are_forgotten() {
        String email = "not-me-either@example.org";
        String page = rights.ask(email, "withdrawal");
        String subject = subject(email);
        await(() -> isAnswered(email) && rights.types(email).contains("mail.sent.v1"));

        var undone = rights.press(page, "not-mine");
        assertThat(undone.statusCode()).isEqualTo(200);
        assertThat(undone.body()).contains("The withdrawal is undone").doesNotContain("This was not me");
        await(() -> rights.entries(email).isEmpty());
        assertThat(rights.press(page, "not-mine").body()).contains("The withdrawal is undone");
        assertThat(Collections.frequency(rights.consent.disowned, subject)).isOne();
        assertThat(rights.get(page).body()).contains("The withdrawal is undone");
        assertThat(rights.mailsTo(email)).hasSize(1);
    }

    @Test
    void is_undone_also_after_the_desk_has_closed_it() {
        String email = "closed-early@example.org";
        String page = rights.ask(email, "withdrawal");
        await(() -> isAnswered(email));
        UUID request = rights.requestOf(email);
        assertThat(rights.deskPosts("privacy-desk", "/" + request + "/decisions", "{\"decision\":\"close\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(rights.press(page, "not-mine").body()).contains("The withdrawal is undone");
        await(() -> rights.consent.disowned.contains(subject(email)));
    }

    @Test
    void is_undone_once_consent_service_is_back_and_only_then_forgotten() {
        String email = "undone-later@example.org";
        String page = rights.ask(email, "withdrawal");
        await(() -> isAnswered(email));
        UUID request = rights.requestOf(email);
        rights.consent.mood = FakeService.Mood.AWAY;
        try {
            rights.press(page, "not-mine");
            await(() -> detail(request).path("waitingFor").toString().equals("[\"consent\"]"));
            assertThat(rights.types(email)).contains("rights.request-closed.v1");
            rights.restart();
            assertThat(rights.consent.disowned).doesNotContain(subject(email));
        } finally {
            rights.consent.mood = FakeService.Mood.WELL;
            rights.forgive();
        }
        await(() -> rights.entries(email).isEmpty());
        assertThat(rights.consent.disowned).contains(subject(email));
    }

    @Test
    void is_not_undone_by_a_scanner() {
        String email = "scanned-too@example.org";
        String page = rights.ask(email, "withdrawal");
        for (int i = 0; i < 3; i++) {
            rights.get(page);
        }
        rights.postForm(page, "action", "not-mine");
        rights.postForm(page, "action", "not-mine", "nonce", "AAAA");
        assertThat(rights.press(page, "later").body()).contains("Your consents are withdrawn");
        assertThat(rights.types(email)).doesNotContain("rights.request-closed.v1");
    }

    private void withdraws(String email) {
        assertThat(rights.postJson(
                                "/api/v1/idm/rights-requests",
                                "{\"email\": \"" + email + "\", \"kind\": \"withdrawal\", \"locale\": \"en\"}")
                        .statusCode())
                .isEqualTo(202);
    }

    private boolean isAnswered(String email) {
        return rights.types(email).contains("rights.request-answered.v1");
    }

    private String subject(String email) {
        return rights.subject(email).value();
    }

    private JsonNode detail(UUID request) {
        return json(rights.desk("privacy-desk", "/" + request));
    }
}
