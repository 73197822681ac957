package io.nachweis.rights;

import static io.nachweis.rights.RunningRights.json;
import static io.nachweis.testing.ServiceByItself.await;
import static io.nachweis.testing.ServiceByItself.text;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nachweis.contracts.Fact.ErasureReported;
import io.nachweis.contracts.Fact.HoldLifted;
import io.nachweis.contracts.Fact.HoldPlaced;
import io.nachweis.contracts.Fact.KeptCategory;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Legal holds (Art. 17(3)(e) GDPR) as the desk places, reviews and lifts them. */
@ModuleTest
class HoldingDataTest {

    private static final String DISPUTE = """
            {"categories": ["consent-records", "enquiries", "consent-records"], "reason": "Claim of 2 March"}""";

    private final RunningRights rights;

    HoldingDataTest(RunningRights rights) {
        this.rights = rights;
    }

    @Test
    void a_hold_is_placed_reviewed_and_lifted() {
        String email = "held@example.org";
        HttpResponse<String> placed = rights.holds("privacy-desk", "POST", email, "", DISPUTE);
        assertThat(placed.statusCode()).isEqualTo(201);
        JsonNode hold = json(placed).at("/holds/0");
        assertThat(hold.path("categories").toString()).isEqualTo("[\"consent-records\",\"enquiries\"]");
        assertThat(hold.path("reason").asString()).isEqualTo("Claim of 2 March");
        assertThat(hold.at("/review/dueOn").asString())
                .isEqualTo(today().plusMonths(6).toString());
        assertThat(hold.at("/review/because/0").asString()).startsWith("Placed or last reviewed on ");
        assertThat(hold.at("/review/overdue").asBoolean()).isFalse();
        assertThat(json(rights.holds("dpo", "GET", email, "", "")).path("holds").path(0))
                .isEqualTo(hold);

        String id = hold.path("hold").asString();
        rights.clock.advance(Duration.ofDays(40));
        try {
            JsonNode reviewed = json(rights.holds("privacy-desk", "POST", email, "/" + id + "/reviews", ""));
            assertThat(reviewed.at("/review/dueOn").asString())
                    .isEqualTo(today().plusMonths(6).toString());
        } finally {
            rights.clock.advance(Duration.ofDays(-40));
        }

        assertThat(rights.holds("privacy-desk", "DELETE", email, "/" + id, "").statusCode())
                .isEqualTo(204);
        assertThat(rights.holds("privacy-desk", "DELETE", email, "/" + id, "").statusCode())
                .isEqualTo(204);
        JsonNode lifted = json(rights.holds("dpo", "GET", email, "", "")).at("/holds/0");
        assertThat(lifted.has("liftedAt")).isTrue();
        assertThat(lifted.has("review")).isFalse();
        HttpResponse<String> late = rights.holds("privacy-desk", "POST", email, "/" + id + "/reviews", "");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("/hold-lifted");
        assertThat(rights.types(email)).containsExactly("hold.placed.v1", "hold.reviewed.v1", "hold.lifted.v1");
    }

    @Test
    void asked_for_again_under_its_key_it_is_one() {
        String email = "held-once@example.org";
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> placed =
                    rights.holds("privacy-desk", "POST", email, "", DISPUTE, "Idempotency-Key", key);
            assertThat(placed.statusCode()).isEqualTo(201);
            assertThat(json(placed).path("holds")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reason\": \"canary\"}",
                "{\"categories\": [], \"reason\": \"canary\"}",
                "{\"categories\": [null], \"reason\": \"canary\"}",
                "{\"categories\": [\"canary\"], \"reason\": \"canary\"}",
                "{\"categories\": [\"enquiries\", \"canary\"], \"reason\": \"canary\"}"
            })
    void categories_that_the_policy_does_not_have_are_refused_by_their_field(String body) {
        HttpResponse<String> refused = rights.holds("privacy-desk", "POST", "never-held@example.org", "", body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/errors/0/field").asString()).isEqualTo("categories");
        assertThat(refused.body()).doesNotContain("canary");
        assertThat(rights.entries("never-held@example.org")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"categories\": [\"enquiries\"]}",
                "{\"categories\": [\"enquiries\"], \"reason\": \"  \"}",
                "{\"categories\": [\"enquiries\"], \"reason\": \"canary\\uFFFD\"}"
            })
    void a_hold_without_a_reason_is_none(String body) {
        HttpResponse<String> refused = rights.holds("privacy-desk", "POST", "never-held@example.org", "", body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/errors/0/field").asString()).isEqualTo("reason");
    }

    @Test
    void only_the_desk_holds_and_only_the_dpo_looks_on() {
        String email = "held-by-the-desk@example.org";
        String id = place(email);
        for (String role : List.of("dpo", "auditor", "marketing", "app", "operator")) {
            assertThat(rights.holds(role, "POST", email, "", DISPUTE).statusCode())
                    .as(role)
                    .isEqualTo(403);
            assertThat(rights.holds(role, "POST", email, "/" + id + "/reviews", "")
                            .statusCode())
                    .as(role)
                    .isEqualTo(403);
            assertThat(rights.holds(role, "DELETE", email, "/" + id, "").statusCode())
                    .as(role)
                    .isEqualTo(403);
            assertThat(rights.holds(role, "GET", email, "", "").statusCode())
                    .as(role)
                    .isEqualTo(role.equals("dpo") ? 200 : 403);
        }
    }

    @Test
    void a_hold_on_somebody_else_is_none() {
        String id = place("held-alone@example.org");
        assertThat(rights.holds("privacy-desk", "DELETE", "not-held@example.org", "/" + id, "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(rights.holds("privacy-desk", "POST", "not-held@example.org", "/" + id + "/reviews", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(rights.holds("privacy-desk", "DELETE", "not-held@example.org", "/" + UUID.randomUUID(), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(json(rights.holds("dpo", "GET", "not-held@example.org", "", ""))
                        .path("holds"))
                .isEmpty();
    }

    @Test
    void a_review_that_is_overdue_is_seen_in_the_answer_the_metric_and_the_log() {
        var logged = new ListAppender<ILoggingEvent>();
        logged.start();
        var logger = (Logger) LoggerFactory.getLogger("io.nachweis.rights.hold.WarnOfOverdueReviews");
        logger.addAppender(logged);
        Instant before = rights.clock.instant();
        String email = "held-and-forgotten@example.org";
        String id = place(email);
        String due = today().plusMonths(6).toString();
        try {
            rights.clock.advance(Duration.ofDays(186));
            await(() -> warnings(logged, id).size() == 1);
            assertThat(warnings(logged, id))
                    .containsExactly("idm: nobody has reviewed the legal hold %s in time, which was due on %s"
                            .formatted(id, due));
            assertThat(json(rights.holds("dpo", "GET", email, "", ""))
                            .at("/holds/0/review/overdue")
                            .asBoolean())
                    .isTrue();
            await(() -> rights.overdueReview() > 0);
            rights.clock.advance(Duration.ofDays(1));
            await(() -> warnings(logged, id).size() == 2);

            assertThat(rights.holds("privacy-desk", "POST", email, "/" + id + "/reviews", "")
                            .statusCode())
                    .isEqualTo(200);
            rights.clock.advance(Duration.ofDays(2));
            await(() -> rights.isEverythingDueTried());
            assertThat(warnings(logged, id)).hasSize(2);
        } finally {
            logger.detachAppender(logged);
            rights.holds("privacy-desk", "DELETE", email, "/" + id, "");
            rights.clock.advance(Duration.between(rights.clock.instant(), before));
        }
    }

    /** Its own cases too, of which it hears as every other service does. */
    @Test
    void a_request_is_kept_as_long_as_it_is_held() {
        String email = "held-request@example.org";
        rights.ask(email, "access");
        UUID hold = UUID.randomUUID();
        rights.tell(email, new HoldPlaced("idm", hold.toString(), List.of("rights-requests"), rights.clock.instant()));
        Instant before = rights.clock.instant();
        try {
            rights.clock.advance(Duration.ofDays(300));
            await(() -> rights.types(email).contains("rights.request-lapsed.v1"));
            await(() -> rights.isEverythingDueTried());
            assertThat(rights.types(email)).contains("rights.request-received.v1");

            rights.tell(email, new HoldLifted("idm", hold.toString(), rights.clock.instant()));
            await(() -> rights.types(email).equals(List.of("retention.held.v1", "retention.released.v1")));
        } finally {
            rights.clock.advance(Duration.between(rights.clock.instant(), before));
        }
    }

    @Test
    void the_letter_about_an_erasure_names_no_day_of_what_is_held() {
        String email = "held-and-erased@example.org";
        rights.everybodyHolds(email, "canary");
        String page = rights.ask(email, "erasure");
        rights.press(page, "prove");
        await(() -> rights.types(email).contains("rights.erasure-ordered.v1"));
        UUID request = rights.requestOf(email);
        var dated = new KeptCategory("consent-records", 3, "Art. 17(3)(e) GDPR", LocalDate.parse("2029-11-23"));
        var held = new KeptCategory("consent-records", 3, "Art. 17(3)(e) GDPR", null);
        reports("newsletter", email, request, dated);
        reports("consent", email, request, held);
        reports("lead", email, request, dated);
        reports("rights", email, request);

        assertThat(text(rights.nextMail(email, 1)))
                .contains(
                        "- Records of consent: kept as long as a legal hold stands on it, the end of which is not known"
                                + " yet (Art. 17(3)(e) GDPR)")
                .doesNotContain("2029");
    }

    private void reports(String service, String email, UUID request, KeptCategory... kept) {
        rights.reports(
                service,
                email,
                new ErasureReported("idm", request.toString(), rights.clock.instant(), List.of(), List.of(kept)));
    }

    private String place(String email) {
        return json(rights.holds("privacy-desk", "POST", email, "", DISPUTE))
                .at("/holds/0/hold")
                .asString();
    }

    private LocalDate today() {
        return rights.clock.instant().atZone(ZoneId.of("Europe/Berlin")).toLocalDate();
    }

    private static List<String> warnings(ListAppender<ILoggingEvent> logged, String hold) {
        return List.copyOf(logged.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.contains(hold))
                .toList();
    }
}
