package io.nachweis.consent;

import static io.nachweis.consent.RunningConsent.NOW;
import static io.nachweis.consent.Somebody.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.nachweis.contracts.Channel;
import io.nachweis.contracts.Fact;
import io.nachweis.lifecycle.due.DueHandler;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.DueItems;
import io.nachweis.testing.ModuleTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is going to end is told by the same computation that ends it. */
@ModuleTest
class PreviewingRetentionTest {

    private static final String RETENTION = "/api/v1/idm/retention/";
    private static final Instant A_YEAR_AGO = NOW.minus(Duration.ofDays(365));
    private static final String NOTHING = "{\"items\": []}";

    private final ConsentOnKafka service;
    private final Somebody person;

    PreviewingRetentionTest(ConsentOnKafka service) {
        this.service = service;
        this.person = Somebody.unknownTo(service);
    }

    @Test
    void a_case_ends_at_the_instant_that_was_told_and_not_a_moment_before() {
        service.newsletterSays(200, NOTHING);
        person.hear(given("foreseen", A_YEAR_AGO, A_YEAR_AGO));
        person.hear(withdrawn("foreseen", A_YEAR_AGO));

        JsonNode told = Await.until(this::ends, ends -> ends.size() == 1).get(0);
        assertThat(told.get("case").stringValue()).isEqualTo("foreseen");
        assertThat(told.get("category").stringValue()).isEqualTo("consent-records");
        assertThat(told.get("name").stringValue()).isEqualTo("Nachweise von Einwilligungen");
        assertThat(told.get("trigger").stringValue()).isEqualTo("withdrawal");
        assertThat(told.get("since").stringValue()).isEqualTo("2025-03-02");
        assertThat(told.get("period").stringValue()).isEqualTo("P3Y");
        assertThat(told.get("action").stringValue()).isEqualTo("delete");
        assertThat(told.get("on").stringValue()).isEqualTo("2028-03-02");
        assertThat(told.get("because"))
                .extracting(JsonNode::stringValue)
                .containsExactly(
                        "Einwilligung widerrufen am 2. März 2025 in Europe/Berlin",
                        "3 Jahre später ist der 2. März 2028, Art. 3 Abs. 2 Buchst. c der Verordnung 1182/71");
        assertThat(told.toString()).doesNotContain(person.subject().value());

        Instant until = Instant.parse(told.get("until").stringValue());
        DueItem item = service.bean(DueItems.class).before("idm", until.plusSeconds(1), null, 1_000).stream()
                .filter(each -> "foreseen".equals(each.caseId()))
                .findFirst()
                .orElseThrow();
        DueHandler handler = service.bean("endRetention", DueHandler.class);
        handler.handle(item, until.minusNanos(1_000));
        assertThat(ends().get(0)).isEqualTo(told);
        assertThat(endOf("foreseen")).isEmpty();

        Await.until(() -> handler.handle(item, until), DueHandler.Outcome.DONE::equals);
        assertThat(endOf("foreseen"))
                .hasValueSatisfying(ended -> assertThat(ended.path("on").stringValue())
                        .isEqualTo(told.get("on").stringValue()));
        assertThat(ends()).isEmpty();
    }

    @Test
    void what_is_in_force_has_no_day() {
        service.newsletterSays(200, NOTHING);
        person.hear(given("in-force", A_YEAR_AGO, A_YEAR_AGO));
        var other = Somebody.unknownTo(service);
        other.hear(given("a-witness-of-that", A_YEAR_AGO, A_YEAR_AGO));
        other.hear(withdrawn("a-witness-of-that", A_YEAR_AGO));

        Await.until(() -> ends(other), ends -> ends.size() == 1);
        assertThat(ends()).isEmpty();
    }

    @Test
    void other_services_are_in_it_each_as_far_as_all_have_told_and_what_does_not_answer_is_named() {
        person.hear(given("merged", A_YEAR_AGO, A_YEAR_AGO));
        person.hear(withdrawn("merged", A_YEAR_AGO));
        service.newsletterSays(200, NOTHING);
        String on = Await.until(this::ends, ends -> ends.size() == 1)
                .get(0)
                .get("on")
                .stringValue();

        service.newsletterSays(200, """
                {"items":[{"place":"1.00000000-0000-0000-0000-000000000001","end":{"category":"consent-records","name":"n",
                "case":"theirs","trigger":"request","since":"2026-03-01","period":"P7D","law":"l","action":"delete",
                "on":"2026-03-08","until":"2026-03-08T12:00:00Z","because":["b"]}}],
                "next":"2.00000000-0000-0000-0000-000000000001"}""");
        JsonNode first = preview(person);
        assertThat(first.get("ends"))
                .extracting(end ->
                        end.get("service").stringValue() + " " + end.get("on").stringValue())
                .containsExactly("newsletter 2026-03-08");
        assertThat(first.get("next").stringValue()).isEqualTo("2.00000000-0000-0000-0000-000000000001");

        service.newsletterSays(200, NOTHING);
        JsonNode rest = service.getAs(
                        service.token("dpo"),
                        RETENTION + "preview?until=2036-01-01&subject="
                                + person.subject().value() + "&after="
                                + first.get("next").stringValue())
                .body();
        assertThat(rest.get("ends"))
                .extracting(end ->
                        end.get("service").stringValue() + " " + end.get("on").stringValue())
                .containsExactly("consent " + on);
        assertThat(rest.has("next")).isFalse();

        service.newsletterSays(503, "{}");
        JsonNode without = preview(person);
        assertThat(without.get("ends")).hasSize(1);
        assertThat(without.get("missing").get(0).get("service").stringValue()).isEqualTo("newsletter");
        assertThat(without.get("missing").get(0).get("reason").stringValue()).isEqualTo("failed");
        service.newsletterSays(200, RunningConsent.NOTHING);
    }

    @Test
    void a_picture_has_a_month_for_each_that_was_asked_for() {
        service.newsletterSays(200, "[]");
        person.hear(given("counted", A_YEAR_AGO, A_YEAR_AGO));
        person.hear(withdrawn("counted", A_YEAR_AGO));
        JsonNode picture = Await.until(
                () -> service.getAs(service.token("operator"), RETENTION + "months?months=25")
                        .body(),
                body -> !body.get("months").get(24).get("ends").isEmpty());
        assertThat(picture.get("months"))
                .extracting(month -> month.get("month").stringValue())
                .hasSize(25)
                .startsWith("2026-03", "2026-04")
                .endsWith("2028-03");
        assertThat(picture.get("months")
                        .get(24)
                        .get("ends")
                        .get(0)
                        .get("category")
                        .stringValue())
                .isEqualTo("consent-records");
        service.newsletterSays(200, RunningConsent.NOTHING);
    }

    @ParameterizedTest
    @CsvSource({
        "privacy-desk, 200, 200, 200",
        "dpo,          200, 200, 200",
        "auditor,      200, 200, 200",
        "operator,     403, 200, 200",
        "marketing,    403, 403, 403",
        "app,          403, 403, 403"
    })
    void each_role_sees_its_own(String role, int preview, int months, int reports) {
        String token = service.token(role);
        assertThat(service.getAs(token, RETENTION + "preview").status()).isEqualTo(preview);
        assertThat(service.getAs(token, RETENTION + "months").status()).isEqualTo(months);
        assertThat(service.getAs(token, RETENTION + "reports").status()).isEqualTo(reports);
        assertThat(service.getAs(token, "/internal/idm/retention/preview?until=2036-01-01")
                        .status())
                .isEqualTo(preview);
        assertThat(service.getAs(token, "/internal/another/retention/months?months=1")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "preview?until=tomorrow, until",
        "preview?until=%2B99999-01-01, until",
        "preview?subject=ada, subject",
        "preview?after=x, after",
        "preview?after=1.x, after",
        "months?months=0, months",
        "months?months=61, months",
        "reports?before=0, before"
    })
    void a_question_that_makes_no_sense_is_refused(String question, String field) {
        var refused = service.getAs(service.token("dpo"), RETENTION + question);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().toString()).contains(field);
    }

    private JsonNode ends() {
        return ends(person);
    }

    private JsonNode ends(Somebody of) {
        return preview(of).get("ends");
    }

    private JsonNode preview(Somebody of) {
        return service.getAs(
                        service.token("dpo"),
                        RETENTION + "preview?until=2036-01-01&subject="
                                + of.subject().value())
                .body();
    }

    private Optional<JsonNode> endOf(String caseId) {
        return service.bean(MongoDatabase.class).getCollection("log").find().into(new ArrayList<>()).stream()
                .flatMap(commit -> commit.getList("leaves", Binary.class).stream())
                .map(leaf -> new String(leaf.getData(), UTF_8))
                .filter(leaf -> leaf.contains("retention.ended.v1") && leaf.contains("\"" + caseId + "\""))
                .map(leaf -> JsonMapper.shared().readTree(leaf).path("data"))
                .findFirst();
    }

    private static Fact withdrawn(String signUp, Instant at) {
        return new Fact.ConsentWithdrawn("idm", "newsletter", signUp, Channel.PAGE, at, at);
    }
}
