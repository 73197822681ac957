package io.nachweis.lifecycle;

import static io.nachweis.starter.sample.RunningSample.await;
import static io.nachweis.starter.sample.RunningSample.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.contracts.Fact.ErasedCategory;
import io.nachweis.contracts.Fact.ErasureOrdered;
import io.nachweis.contracts.Fact.ErasureReported;
import io.nachweis.contracts.Fact.HoldLifted;
import io.nachweis.contracts.Fact.HoldPlaced;
import io.nachweis.contracts.Fact.KeptCategory;
import io.nachweis.contracts.Fact.Order;
import io.nachweis.contracts.FactSigner;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.contracts.Topics;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.facts.sample.FactsSample;
import io.nachweis.facts.sample.NoteListener;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import io.nachweis.starter.sample.RunningSample;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.TestBroker;
import io.nachweis.testing.TestIssuer;
import io.nachweis.testing.TestSecrets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Over a real broker, on which anybody may say anything. */
@ModuleTest
class ErasingByOrderTest {

    private static final FactSigner RIGHTS = TestSecrets.signer("rights");

    private static TestBroker broker;
    private static EmbeddedMongo mongo;
    private static TestIssuer issuer;
    private static RunningSample sample;

    @BeforeAll
    static void start(@TempDir Path folder) {
        broker = TestBroker.start(folder.resolve("kafka"), TestBroker.freePorts());
        mongo = EmbeddedMongo.start(folder.resolve("mongo"));
        issuer = new TestIssuer();
        sample = FactsSample.start(mongo.uri(), broker.uri(), issuer, folder);
    }

    @AfterAll
    static void stop() {
        sample.close();
        issuer.close();
        mongo.close();
        broker.close();
    }

    @Test
    void tells_another_service_what_is_held_about_a_person() {
        String subject = noteOf("ada@example.org", "hello");
        noteOf("bob@example.org", "goodbye");
        JsonNode held = personalData(subject);
        assertThat(held.path("service").asString()).isEqualTo("sample");
        assertThat(held.path("data")).hasSize(1);
        JsonNode row = held.path("data").path(0);
        assertThat(row.path("category").asString()).isEqualTo("notes");
        assertThat(row.path("type").asString()).isEqualTo("note.taken.v1");
        assertThat(row.at("/values/text").asString()).isEqualTo("hello");
        assertThat(row.at("/values/controller").asString()).isEqualTo("idm");
    }

    @Test
    void tells_nobody_but_a_service() {
        String subject = noteOf("cai@example.org", "hello");
        String path = "/internal/idm/subjects/" + subject + "/personal-data";
        assertThat(sample.send(sample.request(path)).statusCode()).isEqualTo(403);
        assertThat(sample.send(sample.request(path).header("Authorization", "Bearer " + issuer.token("privacy-desk")))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void erases_and_reports_what_no_rule_keeps() {
        String subject = noteOf("dan@example.org", "hello");
        noteOf("dan@example.org", "hello again");
        String order = order(subject, RIGHTS);
        await(() -> report(order) != null);
        assertThat(report(order).erased()).containsExactly(new ErasedCategory("notes", 2));
        assertThat(report(order).kept()).isEmpty();
        await(() -> personalData(subject).toString().contains("erasure.carried-out.v1"));
        assertThat(personalData(subject).toString()).doesNotContain("hello");
    }

    @Test
    void reports_an_erasure_when_its_keys_are_destroyed_and_not_before() {
        String subject = noteOf("dee@example.org", "hello");
        String order = order(subject, RIGHTS);
        await(() -> report(order) != null);

        assertThat(categoriesOf(subject)).containsExactly("rights-requests");
    }

    @Test
    void erases_nothing_that_is_newer_than_a_delayed_order() {
        Instant ordered = Instant.now().minusSeconds(1);
        String subject = noteOf("dot@example.org", "hello");
        String order = UUID.randomUUID().toString();
        send(subject, new ErasureOrdered("idm", order, ordered), RIGHTS);
        await(() -> report(order) != null);

        assertThat(report(order).erased()).isEmpty();
        assertThat(personalData(subject).toString()).contains("hello");
        assertThat(categoriesOf(subject)).containsExactlyInAnyOrder("notes", "rights-requests");
    }

    @Test
    void keeps_what_a_legal_hold_stands_on_and_names_no_day_and_erases_it_when_the_hold_is_lifted() {
        String subject = noteOf("hal@example.org", "hello");
        String hold = UUID.randomUUID().toString();
        say(subject, new HoldPlaced("idm", hold, List.of("notes"), Instant.now()));
        String order = order(subject, RIGHTS);
        await(() -> report(order) != null);

        assertThat(report(order).erased()).isEmpty();
        assertThat(report(order).kept())
                .containsExactly(
                        new KeptCategory("legal-holds", 1, "Art. 17(3)(e) GDPR", null),
                        new KeptCategory("notes", 1, "Art. 17(3)(e) GDPR", null));
        assertThat(personalData(subject).toString()).contains("hello");

        say(subject, new HoldLifted("idm", hold, Instant.now()));
        await(() -> !personalData(subject).toString().contains("hello"));
        await(() -> categoriesOf(subject).stream()
                .distinct()
                .sorted()
                .toList()
                .equals(List.of("legal-holds", "rights-requests")));
    }

    @Test
    void a_hold_is_on_record_once_and_one_that_was_never_placed_is_not_lifted() {
        String subject = noteOf("ida@example.org", "hello");
        String hold = UUID.randomUUID().toString();
        say(subject, new HoldLifted("idm", UUID.randomUUID().toString(), Instant.now()));
        say(subject, new HoldPlaced("idm", hold, List.of("notes"), Instant.now()));
        say(subject, new HoldPlaced("idm", hold, List.of("notes"), Instant.now()));
        say(subject, new HoldLifted("idm", hold, Instant.now()));
        say(subject, new HoldLifted("idm", hold, Instant.now()));
        String order = order(subject, RIGHTS);
        await(() -> report(order) != null);

        assertThat(report(order).erased()).containsExactly(new ErasedCategory("notes", 1));
        assertThat(report(order).kept()).extracting(KeptCategory::entries).containsExactly(2L);
    }

    private static List<String> categoriesOf(String subject) {
        return sample.bean(SubjectKeys.class)
                .scopesOf(SubjectId.of(subject))
                .map(KeyScope::category)
                .toList();
    }

    @Test
    void does_nothing_on_an_order_that_was_carried_out_before() {
        String subject = noteOf("eve@example.org", "hello");
        String order = order(subject, RIGHTS);
        await(() -> report(order) != null);
        noteOf("eve@example.org", "here again");
        order(subject, order, RIGHTS);
        String another = order(noteOf("eva@example.org", "hello"), RIGHTS);
        await(() -> report(another) != null);
        assertThat(personalData(subject).toString()).contains("here again");
        assertThat(reports().filter(report -> report.order().equals(order))).hasSize(1);
    }

    /** The attacker can write to every topic, has read these sources, and has recorded a genuine order. */
    @Test
    void erases_nobody_but_whom_a_genuine_order_is_about() {
        String decided = noteOf("fay@example.org", "hello");
        String other = noteOf("flo@example.org", "hello");
        double before = skipped();
        var genuine = RIGHTS.toRecord(Topics.SUBJECTS, decided, ordered(decided));
        genuine.headers().add("ce_Subject", other.getBytes(UTF_8));
        send(genuine);
        var aboutTheOther = RIGHTS.toRecord(Topics.SUBJECTS, other, ordered(decided));
        aboutTheOther.headers().remove("ce_subject").add("ce_subject", other.getBytes(UTF_8));
        send(aboutTheOther);
        var unsigned = RIGHTS.toRecord(Topics.SUBJECTS, other, ordered(other));
        unsigned.headers().remove("ce_signature");
        send(unsigned);
        // Whoever has taken over another service has its key.
        send(FactSigner.of("/rights", TestSecrets.seed("newsletter")).toRecord(Topics.SUBJECTS, other, ordered(other)));

        await(() -> skipped() == before + 4);
        for (String subject : List.of(decided, other)) {
            assertThat(personalData(subject).toString()).contains("hello").doesNotContain("erasure");
        }
    }

    @Test
    void passes_over_an_order_of_a_controller_that_is_not_ours() {
        String subject = noteOf("gil@example.org", "hello");
        send(subject, new ErasureOrdered("other", UUID.randomUUID().toString(), Instant.now()), RIGHTS);
        String another = order(noteOf("gin@example.org", "hello"), RIGHTS);
        await(() -> report(another) != null);
        assertThat(personalData(subject).toString()).contains("hello");
    }

    private static String order(String subject, FactSigner key) {
        return order(subject, UUID.randomUUID().toString(), key);
    }

    private static String order(String subject, String order, FactSigner key) {
        send(subject, new ErasureOrdered("idm", order, Instant.now()), key);
        return order;
    }

    private static void send(String subject, ErasureOrdered order, FactSigner key) {
        send(key.toRecord(Topics.SUBJECTS, subject, said(subject, order)));
    }

    private static void say(String subject, Order order) {
        send(RIGHTS.toRecord(Topics.SUBJECTS, subject, said(subject, order)));
    }

    private static PublishedFact ordered(String subject) {
        return said(subject, new ErasureOrdered("idm", UUID.randomUUID().toString(), Instant.now()));
    }

    private static PublishedFact said(String subject, Order order) {
        return PublishedFact.of(
                UUID.randomUUID() + ".0", "/rights", subject, 1, order.times().getFirst(), order);
    }

    private static void send(ProducerRecord<String, byte[]> record) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.uri()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var _ = producer.send(record);
        }
    }

    private static Stream<ErasureReported> reports() {
        return sample.bean(NoteListener.class).heard().stream()
                .map(ReceivedFact::fact)
                .filter(ErasureReported.class::isInstance)
                .map(ErasureReported.class::cast);
    }

    @SuppressWarnings("NullAway") // Callers wait until there is one.
    private static ErasureReported report(String order) {
        return reports()
                .filter(report -> report.order().equals(order))
                .findFirst()
                .orElse(null);
    }

    private static double skipped() {
        return sample
                .bean(MeterRegistry.class)
                .find("nachweis.facts.skipped")
                .tag("topic", Topics.SUBJECTS)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static String noteOf(String email, String text) {
        var taken = sample.send(sample.post("{\"email\": \"%s\", \"text\": \"%s\"}".formatted(email, text)));
        return json(taken).get("subject").asString();
    }

    private static JsonNode personalData(String subject) {
        String path = "/internal/idm/subjects/" + subject + "/personal-data";
        var answer = sample.sendAs("rights", sample.request(path));
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer);
    }
}
