package io.nachweis.consent;

import static io.nachweis.consent.RunningConsent.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.consent.RunningConsent.Answer;
import io.nachweis.lifecycle.due.DueHandler;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.testing.ModuleTest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What others store and do, and that they say so. Each test has a system or a measure of its own. */
@ModuleTest
class AttestingSystemsTest {

    private static final String SYSTEMS = "/api/v1/idm/systems";

    private final RunningConsent service;

    AttestingSystemsTest(RunningConsent service) {
        this.service = service;
    }

    @Test
    void shows_what_the_policy_registers_in_the_reader_s_language() {
        JsonNode english = registered("messaging-traffic");

        assertThat(english.path("kind").asString()).isEqualTo("system");
        assertThat(english.path("name").asString()).isEqualTo("Traffic data of messaging");
        assertThat(english.path("stores").asString()).startsWith("Phone numbers and times");
        assertThat(english.path("basis").asString()).isEqualTo("legal-obligation");
        assertThat(english.path("law").asString()).contains("§§ 9, 10 TDDDG");
        assertThat(english.path("recipients").path(0).path("recipient").asString())
                .isEqualTo("staff");
        assertThat(english.path("recipients").path(0).path("name").asString()).startsWith("Employees of IDM");
        assertThat(english.path("retention").path(0).path("period").asString()).isEqualTo("P6M");
        assertThat(english.path("retention").path(0).path("words").asString())
                .isEqualTo("Deleted 6 months after the document");
        assertThat(english.path("attestEvery").asString()).isEqualTo("P1M");
        assertThat(english.path("attested").isNull()).isTrue();
        assertThat(english.path("overdue").asBoolean()).isFalse();
        assertThat(registered("messaging-traffic", "de").path("name").asString())
                .isEqualTo("Verkehrsdaten der Nachrichtendienste");
        JsonNode measure = registered("data-centre");
        assertThat(measure.path("kind").asString()).isEqualTo("measure");
        assertThat(measure.path("stores").isNull()).isTrue();
        assertThat(measure.path("retention")).isEmpty();
    }

    @Test
    void awaits_the_first_attestation_from_the_first_start_with_the_policy_and_no_later_one() {
        Await.until(() -> registered("cookie-status").path("due").path("on").asString(), "2027-03-02"::equals);
        assertThat(registered("cookie-status").at("/due/because/0").asString())
                .isEqualTo("Registered on 2026-03-02 in Europe/Berlin");
        Await.until(() -> entries("system.registered.v1"), registered -> registered == 12);

        service.restart();

        assertThat(attest("cookie-status", "{'ranAt':'2026-01-01T03:00:00Z','through':'2024-12-31'}")
                        .status())
                .isEqualTo(204);
        Await.until(() -> registered("cookie-status").at("/due/on").asString(), "2027-01-01"::equals);
        assertThat(entries("system.registered.v1")).isEqualTo(12);
    }

    @Test
    void a_run_is_known_and_the_next_one_is_due_after_the_policy_s_time() {
        assertThat(attest("matomo", "{'ranAt':'2026-02-28T03:00:00Z','through':'2025-01-28','deleted':1204}")
                        .status())
                .isEqualTo(204);

        JsonNode matomo = Await.until(
                () -> registered("matomo"), it -> !it.path("attested").isNull());
        assertThat(matomo.at("/attested/ranAt").asString()).isEqualTo("2026-02-28T03:00:00Z");
        assertThat(matomo.at("/attested/through").asString()).isEqualTo("2025-01-28");
        assertThat(matomo.at("/attested/deleted").asLong()).isEqualTo(1204);
        assertThat(matomo.at("/attested/attestedBy").asString()).isEqualTo("app");
        assertThat(matomo.at("/due/on").asString()).isEqualTo("2026-03-28");
        assertThat(matomo.at("/due/because/0").asString()).isEqualTo("Done on 2026-02-28 in Europe/Berlin");
        assertThat(matomo.path("overdue").asBoolean()).isFalse();

        assertThat(attest("matomo", "{'ranAt':'2026-01-28T03:00:00Z','through':'2024-12-28','deleted':7}")
                        .status())
                .as("an earlier one")
                .isEqualTo(204);
        assertThat(attest("matomo", "{'ranAt':'2026-03-01T03:00:00Z','through':'2025-01-31'}")
                        .status())
                .isEqualTo(204);
        Await.until(() -> registered("matomo").at("/due/on").asString(), "2026-04-01"::equals);
        assertThat(entriesWith("system.attested.v1", "\"system\":\"matomo\""))
                .as("each is on record")
                .isEqualTo(3);
    }

    /** It ran today, and left what has had to be gone since the first of January. */
    @Test
    void a_run_that_left_what_should_be_gone_counts_for_as_far_as_it_went() {
        assertThat(attest("technical-access", "{'ranAt':'2026-03-02T03:00:00Z','through':'2025-12-31'}")
                        .status())
                .isEqualTo(204);

        JsonNode behind = Await.until(
                () -> registered("technical-access"), it -> !it.path("attested").isNull());
        assertThat(behind.path("overdue").asBoolean()).isTrue();
        assertThat(behind.path("overdueSince").asString()).isEqualTo("2026-02-01T23:00:00Z");
        assertThat(behind.at("/due/because/0").asString()).isEqualTo("Everything up to 2025-12-31 is gone");
    }

    @Test
    void who_did_not_attest_in_time_is_seen_in_the_register_the_metric_and_once_a_day_in_the_log() {
        var logged = new ListAppender<ILoggingEvent>();
        logged.start();
        var logger = (Logger) LoggerFactory.getLogger("io.nachweis.consent.systems.WarnOfOverdue");
        logger.addAppender(logged);
        try {
            assertThat(attest("server-logs", "{'ranAt':'2026-01-15T03:00:00Z','through':'2026-01-14'}")
                            .status())
                    .isEqualTo(204);

            JsonNode logs = Await.until(
                    () -> registered("server-logs"), it -> it.path("overdue").asBoolean());
            assertThat(logs.path("overdueSince").asString()).isEqualTo("2026-02-15T23:00:00Z");
            double seconds = Await.until(() -> overdueSeconds("server-logs"), it -> it > 0);
            assertThat(Duration.ofSeconds((long) seconds))
                    .isEqualTo(Duration.between(
                            LocalDate.parse("2026-02-16")
                                    .atStartOfDay(ZoneId.of("Europe/Berlin"))
                                    .toInstant(),
                            NOW));
            assertThat(overdueSeconds("cookie-status")).isZero();
            Await.until(() -> warnings(logged), it -> it.size() == 1);
            assertThat(warnings(logged))
                    .containsExactly("idm: nobody has attested server-logs in time, which was due on 2026-02-15");

            assertThat(attest("server-logs", "{'ranAt':'2026-01-20T03:00:00Z','through':'2026-01-19'}")
                            .status())
                    .as("later, and not late enough")
                    .isEqualTo(204);
            Await.until(() -> registered("server-logs").at("/due/on").asString(), "2026-02-20"::equals);
            Await.until(() -> dueItem("server-logs").at(), NOW.plus(Duration.ofDays(1))::equals);
            assertThat(warnings(logged)).hasSize(1);

            DueItem item = dueItem("server-logs");
            assertThat(item.at()).isEqualTo(NOW.plus(Duration.ofDays(1)));
            assertThat(warner().handle(item, item.at())).isEqualTo(DueHandler.Outcome.DONE);
            assertThat(warnings(logged)).hasSize(2);

            assertThat(attest("server-logs", "{'ranAt':'2026-03-02T03:00:00Z','through':'2026-03-01'}")
                            .status())
                    .isEqualTo(204);
            Await.until(
                    () -> registered("server-logs"), it -> !it.path("overdue").asBoolean());
            Await.until(() -> overdueSeconds("server-logs"), it -> it == 0);
            Await.until(() -> dueItem("server-logs").at(), at -> at.isAfter(NOW.plus(Duration.ofDays(2))));
            assertThat(warnings(logged)).hasSize(2);
        } finally {
            logger.detachAppender(logged);
        }
    }

    @Test
    void the_same_attested_by_many_at_once_is_one_entry() throws Exception {
        Callable<Answer> run =
                () -> attest("contract-books", "{'ranAt':'2026-02-20T03:00:00Z','through':'2015-12-31'}");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(Collections.nCopies(8, run))) {
                assertThat(answer.get().status()).isEqualTo(204);
            }
        }
        assertThat(entriesWith("system.attested.v1", "contract-books")).isEqualTo(1);
    }

    @Test
    void a_key_names_one_attestation() {
        String key = UUID.randomUUID().toString();
        String run = "{\"ranAt\":\"2026-02-20T03:00:00Z\",\"through\":\"2017-12-31\"}";
        assertThat(attestWith(key, run)).isEqualTo(204);
        assertThat(attestWith(key, run)).isEqualTo(204);
        assertThat(attestWith(key, run.replace("2017", "2016"))).isEqualTo(422);
        assertThat(entriesWith("system.attested.v1", "contract-vouchers")).isEqualTo(1);
    }

    private int attestWith(String key, String run) {
        return service.postJson(
                        SYSTEMS + "/contract-vouchers/attestations",
                        run,
                        "Authorization",
                        "Bearer " + service.token("app"),
                        "Idempotency-Key",
                        key)
                .statusCode();
    }

    @Test
    void a_measure_is_attested_by_people_and_names_nobody() {
        String done = "{'ranAt':'2026-02-20T09:00:00Z'}";
        assertThat(attestBy("privacy-desk", "training", done).status()).isEqualTo(204);
        Answer machine = attestBy("app", "training", done);
        assertThat(machine.status()).isEqualTo(403);

        JsonNode training = Await.until(
                () -> registered("training"), it -> !it.path("attested").isNull());
        assertThat(training.at("/attested/attestedBy").asString()).isEqualTo("privacy-desk");
        assertThat(training.at("/due/on").asString()).isEqualTo("2027-02-20");
        assertThat(leaves("system.attested.v1", "\"training\""))
                .singleElement()
                .asString()
                .doesNotContain("client", "sub\"");
    }

    @ParameterizedTest
    @CsvSource({
        "privacy-desk, 200, 204",
        "dpo,          200, 403",
        "auditor,      200, 403",
        "operator,     200, 403",
        "app,          403, 204",
        "marketing,    403, 403"
    })
    void each_role_may_do_its_own(String role, int show, int attest) {
        assertThat(service.getAs(service.token(role), SYSTEMS).status()).isEqualTo(show);
        assertThat(attestBy(role, "contract-letters", "{'ranAt':'2026-02-20T03:00:00Z','through':'2019-12-31'}")
                        .status())
                .isEqualTo(attest);
    }

    /** The attacker is an application of another controller of the same installation, which has a token of its own. */
    @Test
    void nobody_speaks_for_another_controller() {
        String token = service.token("app", "another", "newsletter");
        assertThat(service.postAs(token, SYSTEMS + "/contract-vouchers/attestations", "{}")
                        .status())
                .isEqualTo(403);
        assertThat(service.getAs(service.token("dpo", "another", "newsletter"), SYSTEMS)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_system_that_nobody_registers_is_unknown() {
        Answer refused = attest("canary", "{'ranAt':'2026-02-20T03:00:00Z','through':'2019-12-31'}");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.body().path("type").asString()).isEqualTo("https://nachweis.io/problems/unknown-system");
        assertThat(refused.text()).doesNotContain("canary");
    }

    /** The attacker holds an application's token, and wants words of their own, about a person, kept in the log for ever. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ranAt     | {'through':'2026-01-01'}",
                "ranAt     | {'ranAt':1772442000,'through':'2026-01-01'}",
                "ranAt     | {'ranAt':'canary','through':'2026-01-01'}",
                "ranAt     | {'ranAt':'2026-03-02T12:01:01Z','through':'2026-01-01'}",
                "ranAt     | {'ranAt':'2018-05-24T12:00:00Z','through':'2017-01-01'}",
                "through   | {'ranAt':'2026-03-01T12:00:00Z'}",
                "through   | {'ranAt':'2026-03-01T12:00:00Z','through':'2026-03-02'}",
                "through   | {'ranAt':'2026-03-01T12:00:00Z','through':'2026-02-30'}",
                "through   | {'ranAt':'2026-03-01T12:00:00Z','through':'1899-12-31'}",
                "through   | {'ranAt':'2026-03-01T12:00:00Z','through':'-999999999-01-01'}",
                "through   | {'ranAt':'2026-03-01T12:00:00Z','through':'canary'}",
                "through   | {'ranAt':'2026-03-01T12:00:00Z','through':20260101}",
                "deleted   | {'ranAt':'2026-03-01T12:00:00Z','through':'2026-01-01','deleted':-1}",
                "deleted   | {'ranAt':'2026-03-01T12:00:00Z','through':'2026-01-01','deleted':1.5}",
                "deleted   | {'ranAt':'2026-03-01T12:00:00Z','through':'2026-01-01','deleted':'canary'}",
                "deleted   | {'ranAt':'2026-03-01T12:00:00Z','through':'2026-01-01','deleted':9007199254740992}",
                "deleted   | {'ranAt':'2026-03-01T12:00:00Z','through':'2026-01-01','deleted':{'canary':1}}",
                "reference | {'ranAt':'2026-03-01T12:00:00Z','through':'2026-01-01','reference':'canary@example.org'}",
                "reference | {'ranAt':'2026-03-01T12:00:00Z','through':'2026-01-01','reference':'0451317021'}",
                "reference | {'ranAt':'2026-03-01T12:00:00Z','through':'2026-01-01','reference':''}"
            })
    void an_attestation_that_cannot_be_is_refused_by_its_field(String field, String body) {
        Answer refused = attest("contract-vouchers", body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(refused.text()).doesNotContain("canary");
        assertThat(entriesWith("system.attested.v1", "contract-vouchers")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "through | {'ranAt':'2026-03-01T12:00:00Z','through':'2026-01-01'}",
                "deleted | {'ranAt':'2026-03-01T12:00:00Z','deleted':1}"
            })
    void a_measure_deletes_nothing(String field, String body) {
        Answer refused = attestBy("privacy-desk", "incident-plan", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/field").asString()).isEqualTo(field);
    }

    @Test
    void the_list_is_made_anew_by_a_rebuild() {
        assertThat(attestBy("privacy-desk", "restore", "{'ranAt':'2026-02-20T09:00:00Z'}")
                        .status())
                .isEqualTo(204);
        Await.until(() -> registered("restore").at("/due/on").asString(), "2026-08-20"::equals);

        var systems = service.bean(MongoDatabase.class).getCollection("systems");
        var stray = new Document("_id", "stray").append("controller", "idm").append("system", "stray");
        systems.insertOne(stray);
        assertThat(service.postAs(service.token("operator"), "/api/v1/operations/consent/projections/due/rebuild", "")
                        .status())
                .isEqualTo(202);

        Await.until(() -> systems.countDocuments(stray), strays -> strays == 0);
        Await.until(() -> registered("restore").at("/due/on").asString(), "2026-08-20"::equals);
    }

    private Answer attest(String system, String body) {
        return attestBy("app", system, body);
    }

    private Answer attestBy(String role, String system, String body) {
        return service.postAs(service.token(role), SYSTEMS + "/" + system + "/attestations", body.replace('\'', '"'));
    }

    private JsonNode registered(String system) {
        return registered(system, "en");
    }

    private JsonNode registered(String system, String language) {
        return service.getIn(language, service.token("dpo"), SYSTEMS)
                .body()
                .path("systems")
                .valueStream()
                .filter(each -> each.path("system").asString("").equals(system))
                .findFirst()
                .orElseThrow();
    }

    private double overdueSeconds(String system) {
        return service.bean(MeterRegistry.class)
                .get("nachweis.attestation.overdue")
                .tag("controller", "idm")
                .tag("system", system)
                .gauge()
                .value();
    }

    private static List<String> warnings(ListAppender<ILoggingEvent> logged) {
        return List.copyOf(logged.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.contains("server-logs"))
                .toList();
    }

    private DueHandler warner() {
        return service.bean("warnOfOverdue", DueHandler.class);
    }

    private DueItem dueItem(String system) {
        UUID id = UUID.nameUUIDFromBytes(("attestation/idm/" + system).getBytes(UTF_8));
        var found = service.bean(MongoDatabase.class)
                .getCollection("due")
                .find(new Document("_id", id.toString()))
                .first();
        return new DueItem(
                "idm",
                "attestation",
                id,
                id,
                Objects.requireNonNull(found).getDate("at").toInstant());
    }

    private long entries(String type) {
        return leaves(type, "").size();
    }

    private long entriesWith(String type, String text) {
        return leaves(type, text).size();
    }

    private List<String> leaves(String type, String text) {
        return service.bean(MongoDatabase.class).getCollection("log").find().into(new ArrayList<>()).stream()
                .flatMap(commit -> commit.getList("leaves", Binary.class).stream())
                .map(leaf -> new String(leaf.getData(), UTF_8))
                .filter(leaf -> leaf.contains(type) && leaf.contains(text))
                .toList();
    }
}
