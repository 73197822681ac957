package io.nachweis.facts;

import static io.nachweis.starter.sample.RunningSample.await;
import static io.nachweis.starter.sample.RunningSample.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Fact.ConsentGiven;
import io.nachweis.contracts.Topics;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.sample.FactsSample;
import io.nachweis.facts.sample.NoteListener;
import io.nachweis.starter.sample.RunningSample;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.TestBroker;
import io.nachweis.testing.TestIssuer;
import io.nachweis.testing.TestSecrets;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real broker, which the service has to start without and to live without. */
@ModuleTest
class SpeakingOfFactsTest {

    private static final String TOPIC = Topics.of("sample");

    @TempDir
    private Path folder;

    private final int[] ports = TestBroker.freePorts();
    private EmbeddedMongo mongo;
    private TestIssuer issuer;

    @BeforeEach
    void start() {
        mongo = EmbeddedMongo.start(folder.resolve("mongo"));
        issuer = new TestIssuer();
    }

    @AfterEach
    void stop() {
        issuer.close();
        mongo.close();
    }

    @Test
    void what_is_said_while_kafka_is_down_is_heard_in_order_when_it_is_back() {
        try (var sample = sample()) {
            var expected = new ArrayList<String>(List.of(note(sample), note(sample), note(sample)));

            try (var first = broker()) {
                await(() -> heard(sample).size() == 3);
                expected.add(note(sample));
                await(() -> heard(sample).size() == 4);
                assertThat(first.uri()).isEqualTo(kafka());
            }
            expected.add(note(sample));
            expected.add(note(sample));
            try (var second = broker()) {
                await(() -> heard(sample).size() == 6);
                assertThat(second.uri()).isEqualTo(kafka());
            }
            assertThat(heard(sample)).isEqualTo(expected);
        }
    }

    @Test
    void what_is_not_said_yet_is_counted() {
        try (var sample = sample()) {
            note(sample);

            await(() -> metrics(sample)
                    .contains("nachweis_events_behind{processor=\"publication\",service=\"sample\"} 1.0"));
            assertThat(metrics(sample)).contains("nachweis_events_waiting_seconds{processor=\"publication\"");
        }
    }

    @Test
    void what_is_not_published_yet_of_a_person_is_known() {
        try (var sample = sample()) {
            var subject = SubjectId.of(json(sample.send(sample.post(note("ada@example.org"))))
                    .get("subject")
                    .asString());
            var unpublished = sample.bean(UnpublishedEntries.class);
            assertThat(unpublished.about(subject)).containsExactly(0L);

            try (var broker = broker()) {
                await(() -> unpublished.about(subject).isEmpty());
                assertThat(Reading.all(broker, TOPIC)).hasSize(1);
            }
        }
    }

    @Test
    void a_restarted_service_says_what_it_had_not_said_and_nothing_else() {
        try (var broker = broker()) {
            String before;
            try (var sample = sample()) {
                before = note(sample);
                await(() -> heard(sample).contains(before));
            }
            try (var sample = sample()) {
                var after = note(sample);
                await(() -> heard(sample).contains(after));
                assertThat(heard(sample)).containsExactly(after);
            }
            assertThat(Reading.all(broker, TOPIC)).hasSize(2);
        }
    }

    /** The broker came back from a backup: what it had acknowledged since is gone. */
    @Test
    void what_a_broker_has_lost_is_published_again_as_it_was() throws Exception {
        try (var broker = broker();
                var sample = sample()) {
            for (int i = 0; i < 3; i++) {
                note(sample);
            }
            await(() -> heard(sample).size() == 3);
            var before = Reading.all(broker, TOPIC).stream()
                    .sorted(Comparator.comparing(SpeakingOfFactsTest::sequence))
                    .toList();
            TestBroker.lose(kafka(), TOPIC);
            assertThat(Reading.all(broker, TOPIC)).isEmpty();

            assertThat(republish(sample, "{\"from\": -1}")).isEqualTo(400);
            assertThat(republish(sample, "{}")).isEqualTo(400);
            assertThat(republish(sample, "{\"from\": 1}")).isEqualTo(202);
            var last = note(sample);
            await(() -> heard(sample).contains(last));

            var after = Reading.all(broker, TOPIC);
            assertThat(after.stream().map(SpeakingOfFactsTest::sequence))
                    .endsWith("1", "2", "3")
                    .doesNotHaveDuplicates();
            assertThat(after.get(after.size() - 2).headers())
                    .isEqualTo(before.getLast().headers());
            assertThat(after.get(after.size() - 2).value())
                    .isEqualTo(before.getLast().value());
        }
    }

    /** Nothing may be left out by who asks for what is still to come. */
    @Test
    void what_was_not_published_yet_is_not_passed_over() {
        try (var sample = sample()) {
            var first = note(sample);
            assertThat(republish(sample, "{\"from\": 100}")).isEqualTo(202);
            try (var broker = broker()) {
                await(() -> heard(sample).contains(first));
                assertThat(Reading.all(broker, TOPIC)).hasSize(1);
            }
        }
    }

    @Test
    void a_fact_is_a_cloud_event_in_binary_mode() {
        try (var broker = broker();
                var sample = sample()) {
            var taken = json(sample.send(sample.post(note("ada@example.org"))));
            await(() -> heard(sample).size() == 1);

            var fact = Reading.all(broker, TOPIC).getFirst();
            var headers = new HashMap<String, String>();
            fact.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
            assertThat(fact.key()).isEqualTo(taken.get("subject").asString());
            assertThat(headers)
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_type", "nachweis.consent.given.v1")
                    .containsEntry("ce_source", "/sample")
                    .containsEntry("ce_subject", fact.key())
                    .containsEntry("ce_sequence", "0000000000000000000")
                    .containsEntry("content-type", "application/json")
                    .containsEntry(
                            "ce_kid", TestSecrets.signer("sample").publicKey().kid())
                    .containsKeys("ce_time", "ce_signature");
            assertThat(headers.get("ce_id")).endsWith(".0");
            assertThat(new String(fact.value(), UTF_8)).doesNotContain("ada@", "example.org", "hello");
        }
    }

    @Test
    void a_fact_comes_again_until_it_is_handled() {
        try (var broker = broker();
                var sample = sample()) {
            assertThat(broker.uri()).isEqualTo(kafka());
            sample.bean(NoteListener.class).beAwayNext(4);
            var first = note(sample);
            var second = note(sample);

            await(() -> heard(sample).size() == 2);
            assertThat(heard(sample)).containsExactly(first, second);
        }
    }

    private int republish(RunningSample sample, String order) {
        return sample.send(sample.byGateway("/api/v1/operations/sample/publication/republish")
                        .header("Authorization", "Bearer " + issuer.token("operator"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(order)))
                .statusCode();
    }

    private static String sequence(ConsumerRecord<String, byte[]> fact) {
        return new String(fact.headers().lastHeader("ce_sequence").value(), UTF_8).replaceFirst("^0+(?=.)", "");
    }

    private static String metrics(RunningSample sample) {
        return sample.send(sample.request("/actuator/prometheus")).body();
    }

    private RunningSample sample() {
        return FactsSample.start(mongo.uri(), kafka(), issuer, folder);
    }

    private String kafka() {
        return "127.0.0.1:" + ports[0];
    }

    private TestBroker broker() {
        return TestBroker.start(folder.resolve("kafka"), ports);
    }

    private static String note(String email) {
        return "{\"email\": \"%s\", \"text\": \"hello\"}".formatted(email);
    }

    private static String note(RunningSample sample) {
        return json(sample.send(sample.post(note("ada@example.org"))))
                .get("note")
                .asString();
    }

    private static List<String> heard(RunningSample sample) {
        return sample.bean(NoteListener.class).heard().stream()
                .map(heard -> ((ConsentGiven) heard.fact()).signUp())
                .distinct()
                .toList();
    }
}
