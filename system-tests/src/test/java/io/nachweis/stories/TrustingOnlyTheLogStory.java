package io.nachweis.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Channel;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.Fact.ConsentGiven;
import io.nachweis.contracts.Fact.ConsentWithdrawn;
import io.nachweis.contracts.Fact.ErasureOrdered;
import io.nachweis.contracts.FactSigner;
import io.nachweis.contracts.FactVerifier;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.contracts.ServiceKeys;
import io.nachweis.contracts.Topics;
import io.nachweis.contracts.Verdict.Genuine;
import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.ConsentsTopic;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryTest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/**
 * The attacker can read and write every topic of the broker, knows the documents, writes valid CloudEvents, and has
 * recorded genuine facts. They have no key of any service.
 */
@StoryTest
class TrustingOnlyTheLogStory {

    private static final Instant END_OF_TIME = Instant.MAX;

    private final PlatformUnderTest platform;
    private final DeskClient desk;

    TrustingOnlyTheLogStory(PlatformUnderTest platform) {
        this.platform = platform;
        this.desk = DeskClient.of(platform);
    }

    @Test
    void nobody_else_is_erased_by_an_order_with_a_second_subject_beside_the_one_that_was_signed() {
        Person dan = subscriber("dan");
        Person eve = subscriber("eve");
        dan.presses(dan.asksFor("erasure"), "prove", "");
        dan.mail(4);
        double before = skipped("consent", Topics.SUBJECTS);

        ProducerRecord<String, byte[]> order = again(record(Topics.SUBJECTS, desk.subject(dan)), Topics.SUBJECTS);
        order.headers().add("ce_Subject", desk.subject(eve).getBytes(UTF_8));
        say(order);
        say(forged(Topics.SUBJECTS, "/rights", eve, new ErasureOrdered("idm", "forged", Instant.now())));

        Await.until("both are passed over", () -> skipped("consent", Topics.SUBJECTS) >= before + 2);
        assertThat(desk.isAllowed(eve)).isTrue();
        assertThat(desk.typesOnRecord(eve)).noneMatch(type -> type.startsWith("erasure"));
        assertThat(platform.folder().logs())
                .contains("which is no fact of the log")
                .doesNotContain(eve.email());
    }

    @Test
    void nobody_is_erased_twice_by_an_order_that_is_repeated() {
        Person dan = subscriber("dana");
        dan.presses(dan.asksFor("erasure"), "prove", "");
        dan.mail(4);
        Person later = subscriber("later");
        asks(dan, "Canary of a later message");
        say(again(record(Topics.SUBJECTS, desk.subject(dan)), Topics.SUBJECTS));
        later.presses(later.asksFor("erasure"), "prove", "");
        later.mail(4);

        assertThat(desk.history(dan).body()).contains("Canary of a later message");
        assertThat(desk.typesOnRecord(dan))
                .filteredOn("erasure.carried-out.v1"::equals)
                .hasSize(4);
    }

    @Test
    void nobody_has_agreed_because_somebody_on_kafka_says_so() {
        Person bob = Person.named("bob", platform);
        double before = skipped("consent", Topics.of("newsletter"));

        say(forged(Topics.of("newsletter"), "/newsletter", bob, given(Instant.now())));
        say(byAStranger(Topics.of("newsletter"), "/newsletter", bob, given(Instant.now())));

        Await.until("it is passed over", () -> skipped("consent", Topics.of("newsletter")) >= before + 1);
        Await.until("it is put aside", () -> unverified("consent", Topics.of("newsletter")) >= 1);
        assertThat(desk.isAllowed(bob)).isFalse();
        assertThat(desk.typesOnRecord(bob)).isEmpty();
        // Nor does what nobody vouches for keep a later fact from being heard.
        bob.whoConfirmed();
        Await.until("consent is known", () -> desk.hasHeardOfTheConsentOf(bob));
    }

    @Test
    void nobody_has_withdrawn_for_good_and_no_partition_stands_still_because_of_a_time_that_is_none() {
        Person cai = subscriber("cai");
        double before = skipped("consent", Topics.of("newsletter"));
        Instant somewhen = Instant.parse("2099-01-01T00:00:00Z");

        say(forged(
                Topics.of("newsletter"),
                "/newsletter",
                cai,
                new ConsentWithdrawn("idm", "newsletter", "forged", Channel.PAGE, somewhen, somewhen)));
        say(forged(Topics.of("newsletter"), "/newsletter", cai, given(END_OF_TIME)));

        Await.until("both are passed over", () -> skipped("consent", Topics.of("newsletter")) >= before + 2);
        assertThat(desk.isAllowed(cai)).isTrue();
        StoryHttpClient.postForm(cai.oneClick(), Map.of("List-Unsubscribe", "One-Click"));
        Await.until(
                "a genuine withdrawal behind them is heard",
                () -> desk.typesOnRecord(cai).contains("consent.withdrawn.v1"));
    }

    @Test
    void a_genuine_fact_counts_on_its_topic_with_its_key_its_time_and_its_sequence_only() {
        Person ada = subscriber("ada");
        ConsumerRecord<String, String> given = record(Topics.of("newsletter"), desk.subject(ada));
        double before = skipped("consent", Topics.of("newsletter"));
        List<String> onRecord = desk.typesOnRecord(ada);

        for (String altered : List.of("ce_time", "ce_sequence", "ce_kid", "ce_id")) {
            ProducerRecord<String, byte[]> replayed = again(given, Topics.of("newsletter"));
            replayed.headers().remove(altered).add(altered, "2026-01-01T00:00:00Z".getBytes(UTF_8));
            say(replayed);
        }
        ConsumerRecord<String, String> ofTheLedger = record(Topics.CONSENTS, desk.subject(ada));
        say(again(ofTheLedger, Topics.of("newsletter")));
        double newsletterBefore = skipped("newsletter", Topics.CONSENTS);
        say(again(given, Topics.CONSENTS));

        Await.until("all are passed over", () -> skipped("consent", Topics.of("newsletter")) >= before + 4);
        Await.until("there too", () -> skipped("newsletter", Topics.CONSENTS) >= newsletterBefore + 1);
        assertThat(desk.typesOnRecord(ada)).isEqualTo(onRecord);
        assertThat(desk.isAllowed(ada)).isTrue();
    }

    /** Nobody attacks here. */
    @Test
    void a_new_key_is_heard_at_once_and_what_the_old_one_signed_stays_a_fact() {
        Person ada = subscriber("old-key");
        ConsumerRecord<String, String> before = record(Topics.of("newsletter"), desk.subject(ada));

        assertThat(platform.launcher().run("keys", "rotate", "newsletter").exit())
                .isZero();
        platform.whileAway("newsletter", () -> {});
        Person bob = subscriber("new-key");
        ConsumerRecord<String, String> after = record(Topics.of("newsletter"), desk.subject(bob));

        assertThat(after.headers().lastHeader("ce_kid").value())
                .isNotEqualTo(before.headers().lastHeader("ce_kid").value());
        byte[] jwks = StoryHttpClient.get(platform.addresses().gateway() + "/.well-known/jwks.json")
                .body()
                .getBytes(UTF_8);
        // Stories move the clock of the trial, by which facts are dated.
        FactVerifier application = new FactVerifier(
                ServiceKeys.ofJwks(jwks), InstantSource.offset(InstantSource.system(), Duration.ofDays(36_525)));
        assertThat(application.verify(bytes(before))).isInstanceOf(Genuine.class);
        assertThat(application.verify(bytes(after))).isInstanceOf(Genuine.class);
    }

    private static ConsumerRecord<String, byte[]> bytes(ConsumerRecord<String, String> record) {
        ConsumerRecord<String, byte[]> bytes = new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                record.value().getBytes(UTF_8));
        record.headers().forEach(bytes.headers()::add);
        return bytes;
    }

    private static Fact given(Instant at) {
        return new ConsentGiven("idm", "newsletter", "forged", at, at, "newsletter/1/en", "0".repeat(64));
    }

    private ProducerRecord<String, byte[]> forged(String topic, String source, Person person, Fact fact) {
        ProducerRecord<String, byte[]> unsigned = byAStranger(topic, source, person, fact);
        unsigned.headers().remove("ce_signature").remove("ce_kid");
        return unsigned;
    }

    private ProducerRecord<String, byte[]> byAStranger(String topic, String source, Person person, Fact fact) {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        String subject = desk.subject(person);
        return FactSigner.of(source, seed)
                .toRecord(
                        topic,
                        subject,
                        PublishedFact.of(UUID.randomUUID() + ".0", source, subject, 1_000_000, Instant.now(), fact));
    }

    private ConsumerRecord<String, String> record(String topic, String subject) {
        try (ConsentsTopic read = new ConsentsTopic(platform, topic)) {
            return read.record(subject);
        }
    }

    /** Word for word, but perhaps elsewhere. */
    private static ProducerRecord<String, byte[]> again(ConsumerRecord<String, String> genuine, String topic) {
        return new ProducerRecord<>(
                topic,
                null,
                genuine.key(),
                genuine.value().getBytes(UTF_8),
                new RecordHeaders(genuine.headers().toArray()));
    }

    private void say(ProducerRecord<String, byte[]> record) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", platform.addresses().kafka()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var _ = producer.send(record);
        }
    }

    private void asks(Person person, String message) {
        assertThat(StoryHttpClient.postJson(
                                platform.addresses().gateway() + "/api/v1/idm/enquiries",
                                Map.of("email", person.email(), "name", "Somebody", "message", message))
                        .status())
                .isEqualTo(202);
    }

    private Person subscriber(String name) {
        Person person = Person.named(name, platform).whoConfirmed();
        Await.until("consent is known", () -> desk.hasHeardOfTheConsentOf(person));
        return person;
    }

    /** How much of a topic a service has passed over since it started. */
    private double skipped(String service, String topic) {
        return metric(service, "nachweis_facts_skipped_total{", "topic=\"" + topic + "\"");
    }

    private double unverified(String service, String topic) {
        return metric(service, "nachweis_dead_letters{", "projection=\"" + topic + ".unverified\"");
    }

    private double metric(String service, String name, String tag) {
        return StoryHttpClient.get(platform.addresses().service(service) + "/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name) && line.contains(tag))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
