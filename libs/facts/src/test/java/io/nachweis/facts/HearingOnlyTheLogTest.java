package io.nachweis.facts;

import static io.nachweis.starter.sample.RunningSample.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.Fact.ConsentGiven;
import io.nachweis.contracts.FactSigner;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.contracts.ServiceKey;
import io.nachweis.contracts.Topics;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.facts.sample.FactsSample;
import io.nachweis.facts.sample.NoteListener;
import io.nachweis.starter.sample.RunningSample;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.TestBroker;
import io.nachweis.testing.TestIssuer;
import io.nachweis.testing.TestSecrets;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The attacker can write to the topic, knows the form of a fact, and has recorded genuine ones; they have no key of the
 * service. The service itself may say what this version does not understand.
 */
@ModuleTest
class HearingOnlyTheLogTest {

    private static final String TOPIC = Topics.of("sample");
    private static final FactSigner SAMPLE = TestSecrets.signer("sample");

    private static Path folder;
    private static TestBroker broker;
    private static EmbeddedMongo mongo;
    private static TestIssuer issuer;
    private static RunningSample sample;

    private static int people;

    @BeforeAll
    static void start(@TempDir Path temporary) {
        folder = temporary;
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
    void what_the_log_did_not_say_is_counted_and_passed_over() {
        var person = person();
        double malformed = skipped("malformed");
        double unsigned = skipped("unsigned");
        double forged = skipped("forged");
        double foreign = skipped("foreign");

        send(new ProducerRecord<>(TOPIC, person, "no cloud event".getBytes(UTF_8)));
        var doubled = given(person, "doubled");
        doubled.headers().add("ce_Subject", person().getBytes(UTF_8));
        send(doubled);
        var unsignedFact = given(person, "unsigned");
        unsignedFact.headers().remove("ce_signature");
        send(unsignedFact);
        var later = given(person, "another-sequence");
        later.headers().remove("ce_sequence").add("ce_sequence", "1000000".getBytes(UTF_8));
        send(later);
        send(FactSigner.of("/sample", TestSecrets.seed("newsletter")).toRecord(TOPIC, person, fact(person, "stolen")));
        var genuine = given(person, "genuine");
        send(genuine);

        await(() -> heard(person).equals(List.of("genuine")));
        assertThat(skipped("malformed")).isEqualTo(malformed + 2);
        assertThat(skipped("unsigned")).isEqualTo(unsigned + 1);
        assertThat(skipped("forged")).isEqualTo(forged + 1);
        assertThat(skipped("foreign")).isEqualTo(foreign + 1);
        assertThat(deadLetters()).doesNotContain(person);
    }

    /** On one partition, so that nobody else could go on if it stood still. */
    @Test
    void what_is_not_understood_makes_its_person_wait_and_nobody_else() {
        var person = person();
        var neighbour = neighbourOf(person);
        sample.bean(NoteListener.class).doNotUnderstand("first");
        send(given(person, "first"));
        send(given(person, "second"));
        send(given(neighbour, "neighbour"));

        await(() -> heard(neighbour).equals(List.of("neighbour")));
        assertThat(heard(person)).isEmpty();
        await(() -> deadLettersByMeter() >= 2);
        sample.bean(NoteListener.class).understandEverything();
        await(() -> heard(person).equals(List.of("first", "second")));
        send(given(person, "third"));
        await(() -> heard(person).equals(List.of("first", "second", "third")));
    }

    @Test
    void what_is_dated_ahead_waits_for_its_time() {
        var person = person();
        send(SAMPLE.toRecord(TOPIC, person, fact(person, "soon", Instant.now().plus(Duration.ofHours(1)))));
        send(given(person, "today"));

        await(() -> deadLettersByMeter() >= 2);
        assertThat(heard(person)).isEmpty();
    }

    @Test
    void what_no_known_key_has_signed_waits_for_the_key_and_nothing_waits_for_it() throws IOException {
        var person = person();
        var next = FactSigner.of("/sample", "the key after the first rotation".getBytes(UTF_8));
        send(next.toRecord(TOPIC, person, fact(person, "by-the-next-key")));
        send(given(person, "by-the-key-of-today"));

        await(() -> heard(person).equals(List.of("by-the-key-of-today")));
        await(() -> deadLetters().contains("\"projection\":\"nachweis.sample.unverified\""));
        assertThat(deadLetters()).doesNotContain(person);
        RunningSample.assertProblem(release("nachweis.sample.unverified", 1), 409, "still-failing");
        publish(next, SAMPLE);
        await(() -> heard(person).equals(List.of("by-the-key-of-today", "by-the-next-key")));
        send(given(person, "still-by-the-old-one"));
        await(() -> heard(person).contains("still-by-the-old-one"));
    }

    @Test
    void what_can_never_be_handled_makes_its_person_wait_and_nobody_else() {
        var person = person();
        var neighbour = neighbourOf(person);
        sample.bean(NoteListener.class).failNext(1);
        send(given(person, "first"));
        send(given(person, "second"));
        send(given(neighbour, "neighbour"));

        await(() -> heard(neighbour).equals(List.of("neighbour")));
        await(() -> heard(person).equals(List.of("first", "second")));
    }

    private static void publish(FactSigner... signers) throws IOException {
        TestSecrets.publish(
                folder,
                "sample-facts",
                Arrays.stream(signers).map(FactSigner::publicKey).toArray(ServiceKey[]::new));
    }

    private static ProducerRecord<String, byte[]> given(String person, String signUp) {
        return SAMPLE.toRecord(TOPIC, person, fact(person, signUp));
    }

    private static PublishedFact fact(String person, String signUp) {
        return fact(person, signUp, Instant.now());
    }

    private static PublishedFact fact(String person, String signUp, Instant at) {
        Fact given = new ConsentGiven("idm", "notes", signUp, at, at, "notes/1/en", "0".repeat(64));
        return PublishedFact.of(UUID.randomUUID() + ".0", "/sample", person, 1, at, given);
    }

    private static synchronized String person() {
        return "1." + "%042d".formatted(++people) + "A";
    }

    private static String neighbourOf(String person) {
        int partition = partition(person);
        while (true) {
            var other = person();
            if (partition(other) == partition) {
                return other;
            }
        }
    }

    private static int partition(String person) {
        return Utils.toPositive(Utils.murmur2(person.getBytes(UTF_8)))
                % Topics.settings(TOPIC).partitions();
    }

    private static void send(ProducerRecord<String, byte[]> record) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.uri()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var _ = producer.send(record);
        }
    }

    private static List<String> heard(String person) {
        return sample.bean(NoteListener.class).heard().stream()
                .filter(heard -> heard.subject().value().equals(person))
                .map(heard -> ((ConsentGiven) heard.fact()).signUp())
                .toList();
    }

    private static String deadLetters() {
        return sample.send(asOperator("")).body();
    }

    private static HttpResponse<String> release(String queue, long position) {
        return sample.send(asOperator("/" + queue + "/" + position + "/release").POST(BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder asOperator(String path) {
        return sample.byGateway("/api/v1/operations/sample/dead-letters" + path)
                .header("Authorization", "Bearer " + issuer.token("operator"));
    }

    private static double deadLettersByMeter() {
        return sample.bean(MeterRegistry.class)
                .get("nachweis.dead.letters")
                .tag("projection", TOPIC)
                .gauge()
                .value();
    }

    private static double skipped(String reason) {
        return sample.bean(MeterRegistry.class)
                .get("nachweis.facts.skipped")
                .tags("topic", TOPIC, "reason", reason)
                .counter()
                .count();
    }
}
