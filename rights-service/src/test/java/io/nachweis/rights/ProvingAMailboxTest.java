package io.nachweis.rights;

import static io.nachweis.rights.RunningRights.await;
import static io.nachweis.rights.RunningRights.codeIn;
import static io.nachweis.rights.RunningRights.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.OverdueItems;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Date;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

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
    void what_nobody_proves_lapses_so_that_its_person_and_the_desk_know_and_is_forgotten_after_six_months() {
        String email = "never-proven@example.org";
        String page = rights.ask(email, "access");
        await(() -> rights.types(email).contains("mail.sent.v1"));
        UUID request = rights.requestOf(email);
        OverdueItems.thatAlwaysFail(150, rights.database());
        Instant before = rights.clock.instant();
        rights.clock.advance(Duration.ofDays(40));
        try {
            assertThat(text(rights.nextMail(email, 1)))
                    .contains("nobody had confirmed that it is yours", "You can send us a new request at any time");
            await(() -> phaseInQueue(request).equals("lapsed"));
            assertThat(detail(request).path("lapse").asString()).isEqualTo("mail");
            assertThat(rights.get(page).statusCode()).isEqualTo(410);

            rights.clock.advance(Duration.ofDays(8));
            await(() -> phaseInQueue(request).isEmpty());
            assertThat(rights.types(email)).contains("rights.request-closed.v1");

            var lastDay = LocalDate.parse(detail(request).path("dueOn").asString())
                    .plusMonths(6)
                    .atTime(12, 0)
                    .atZone(ZoneId.of("Europe/Berlin"))
                    .toInstant();
            rights.clock.advance(Duration.between(rights.clock.instant(), lastDay));
            await(this::isEverythingDueTried);
            assertThat(rights.types(email)).contains("rights.request-closed.v1");

            rights.clock.advance(Duration.ofDays(1));
            await(() -> rights.entries(email).isEmpty());
            await(() -> rights.database().getCollection("cases").countDocuments(Filters.eq("_id", request.toString()))
                    == 0);
            assertThat(rights.get(page).statusCode()).isEqualTo(410);
            assertThat(rights.mailsTo(email)).hasSize(2);
        } finally {
            rights.clock.advance(Duration.between(rights.clock.instant(), before));
        }
    }

    /** Anybody can type their address, again and again. */
    @Test
    void a_mailbox_that_nobody_proved_gets_no_more_mails_than_strangers_may_cause() {
        String email = "flooded@example.org";
        rights.ask(email, "access");
        UUID first = rights.requestOf(email);
        rights.postJson("/api/v1/idm/rights-requests", "{\"email\": \"" + email + "\", \"kind\": \"erasure\"}");
        await(() -> !rights.requestOf(email).equals(first));
        UUID withoutLink = rights.requestOf(email);
        Instant before = rights.clock.instant();
        rights.clock.advance(Duration.ofMinutes(20));
        try {
            rights.ask(email, "access");
            UUID last = rights.requestOf(email);
            rights.clock.advance(Duration.ofDays(40));
            await(() -> Stream.of(first, withoutLink, last)
                    .allMatch(request -> phaseInQueue(request).equals("lapsed")));
            assertThat(detail(withoutLink).path("lapse").asString()).isEqualTo("no-link");
            assertThat(Stream.of(first, last)
                            .map(request -> detail(request).path("lapse").asString()))
                    .containsExactlyInAnyOrder("mail", "limit");
            rights.nextMail(email, 2);
            await(() -> Collections.frequency(rights.types(email), "mail.sent.v1") == 3);
            assertThat(rights.mailsTo(email)).hasSize(3);
        } finally {
            rights.clock.advance(Duration.between(rights.clock.instant(), before));
        }
    }

    private boolean isEverythingDueTried() {
        return rights.database()
                        .getCollection("due")
                        .countDocuments(Filters.lte("at", Date.from(rights.clock.instant())))
                == 0;
    }

    private String phaseInQueue(UUID request) {
        return RunningRights.json(rights.desk("privacy-desk", ""))
                .valueStream()
                .filter(waiting -> waiting.path("request").asString().equals(request.toString()))
                .map(waiting -> waiting.path("phase").asString())
                .findFirst()
                .orElse("");
    }

    private JsonNode detail(UUID request) {
        return RunningRights.json(rights.desk("privacy-desk", "/" + request));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/idm/rights/x", "/idm/rights/AAAA", "/other/rights/AAAA"})
    void a_ticket_that_we_did_not_make_leads_nowhere(String path) {
        assertThat(rights.get(path).statusCode()).isEqualTo(404);
        assertThat(rights.postForm(path, "action", "prove").statusCode()).isEqualTo(404);
    }
}
