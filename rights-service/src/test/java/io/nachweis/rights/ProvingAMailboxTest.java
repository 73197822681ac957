package io.nachweis.rights;

import static io.nachweis.rights.RunningRights.await;
import static io.nachweis.rights.RunningRights.codeIn;
import static io.nachweis.rights.RunningRights.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the link in the mail does, and what happens to a request that nobody proves. */
@ModuleTest
class ProvingAMailboxTest {

    private final RunningRights rights;

    ProvingAMailboxTest(RunningRights rights) {
        this.rights = rights;
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
        assertThat(text(rights.nextMail(email, 1))).contains("Apart from this request we found no data");
        String other = "nobody-either@example.org";
        rights.press(rights.ask(other, "erasure"), "prove");
        assertThat(text(rights.nextMail(other, 1))).contains("Apart from this request we found no data");
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
        assertThat(text(rights.nextMail(email, 1))).contains("Apart from this request we found no data");

        UUID request = rights.requestOf(email);
        var decided = rights.deskPosts(
                "privacy-desk", "/" + request + "/decisions", "{\"decision\":\"prove-identity\",\"reason\":\"seen\"}");
        assertThat(decided.statusCode()).isEqualTo(200);
        MimeMessage ready = rights.nextMail(email, 2);
        assertThat(rights.press(page, "fetch", "code", codeIn(ready)).body()).contains("canary-of-the-former");
    }

    @Test
    void whoever_did_not_ask_says_so_and_is_forgotten() {
        String email = "not-me@example.org";
        String page = rights.ask(email, "erasure");
        await(() -> rights.types(email).contains("mail.sent.v1"));
        assertThat(rights.press(page, "not-mine").statusCode()).isEqualTo(410);
        await(() -> rights.entries(email).isEmpty());
        assertThat(rights.get(page).statusCode()).isEqualTo(410);
    }

    @Test
    void what_nobody_proves_is_closed_when_its_time_is_over_and_forgotten() {
        String email = "never-proven@example.org";
        String page = rights.ask(email, "access");
        await(() -> rights.types(email).contains("mail.sent.v1"));
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
    @ValueSource(strings = {"/idm/rights/x", "/idm/rights/AAAA", "/other/rights/AAAA"})
    void a_ticket_that_we_did_not_make_leads_nowhere(String path) {
        assertThat(rights.get(path).statusCode()).isEqualTo(404);
        assertThat(rights.postForm(path, "action", "prove").statusCode()).isEqualTo(404);
    }
}
