package io.nachweis.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.CloudEventRecords;
import io.nachweis.contracts.Fact.ErasureOrdered;
import io.nachweis.contracts.OrderSignature;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.contracts.Topics;
import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.ConsentsTopic;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryTest;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@StoryTest
class BeingErasedStory {

    private final PlatformUnderTest platform;
    private final DeskClient desk;

    BeingErasedStory(PlatformUnderTest platform) {
        this.platform = platform;
        this.desk = DeskClient.of(platform);
    }

    @Test
    void ends_every_consent_and_says_what_is_kept_why_and_until_when() {
        Person ada = subscriber("ada");
        asks(ada, "Canary of a message");
        ada.mail(3);
        assertThat(desk.history(ada).body()).contains("Canary of a message");
        String page = ada.asksFor("erasure");
        ada.presses(page, "prove", "");

        assertThat(ada.mail(5).path("text").asString(""))
                .contains(
                        "- enquiries: erased",
                        "- consent-records: kept until",
                        "Art. 17(3)(e) GDPR",
                        "- rights-requests: kept until");
        assertThat(desk.isAllowed(ada)).isFalse();
        List<String> types = desk.typesOnRecord(ada);
        assertThat(types).filteredOn("erasure.carried-out.v1"::equals).hasSize(4);
        assertThat(desk.history(ada).body()).doesNotContain("Canary of a message");
        assertThat(types).contains("subscription.consent-withdrawn.v1", "rights.request-answered.v1");
        try (var subjects = new ConsentsTopic(platform, Topics.SUBJECTS)) {
            assertThat(subjects.typesAbout(desk.subject(ada), 1)).containsExactly("nachweis.erasure.ordered.v1");
        }
    }

    @Test
    void twice_is_once_more_the_same() {
        Person bob = subscriber("bob");
        bob.presses(bob.asksFor("erasure"), "prove", "");
        bob.mail(4);
        // An address gets a mail that anybody can cause once in a quarter of an hour.
        StoryHttpClient.postJson(platform.addresses().site() + "/clock", Map.of("forward", "PT16M"));
        bob.presses(bob.asksFor("erasure"), "prove", "");
        assertThat(bob.mail(6).path("text").asString("")).contains("- consent-records: kept until");
        assertThat(desk.typesOnRecord(bob)).containsOnlyOnce("subscription.consent-withdrawn.v1");
    }

    @Test
    void is_nothing_that_anybody_on_kafka_can_order() throws GeneralSecurityException {
        Person eve = subscriber("eve");
        double before = forged();
        var strange = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        ProducerRecord<String, byte[]> signed = order(desk.subject(eve));
        OrderSignature.put(signed, strange.getPrivate());
        say(order(desk.subject(eve)));
        say(signed);

        Await.until("the forged orders are passed over", () -> forged() >= before + 2);
        assertThat(desk.isAllowed(eve)).isTrue();
        assertThat(desk.typesOnRecord(eve)).noneMatch(type -> type.startsWith("erasure"));
        assertThat(platform.folder().logs())
                .contains("an order without the signature of who may give one")
                .doesNotContain(eve.email());
    }

    @Test
    void is_not_done_again_nor_to_somebody_else_by_who_repeats_an_order() throws IOException {
        Person dan = subscriber("dan");
        Person eve = subscriber("eve");
        dan.presses(dan.asksFor("erasure"), "prove", "");
        dan.mail(4);
        asks(dan, "Canary of a later message");
        double before = forged();
        try (ConsentsTopic subjects = new ConsentsTopic(platform, Topics.SUBJECTS)) {
            var order = subjects.record(desk.subject(dan));
            say(again(order, desk.subject(dan)));
            say(again(order, desk.subject(eve)));
            // Behind the first one, and so after it.
            say(again(order, "1." + "A".repeat(43)));
        }

        Await.until("they are passed over", () -> forged() >= before + 2);
        assertThat(desk.history(dan).body()).contains("Canary of a later message");
        assertThat(desk.typesOnRecord(dan))
                .filteredOn("erasure.carried-out.v1"::equals)
                .hasSize(4);
        assertThat(desk.isAllowed(eve)).isTrue();
        assertThat(desk.typesOnRecord(eve)).noneMatch(type -> type.startsWith("erasure"));
    }

    /** Word for word, but perhaps about somebody else. */
    private static ProducerRecord<String, byte[]> again(ConsumerRecord<String, String> order, String subject) {
        var again = new ProducerRecord<>(
                order.topic(), order.partition(), subject, order.value().getBytes(UTF_8), order.headers());
        again.headers().remove("ce_subject").add("ce_subject", subject.getBytes(UTF_8));
        return again;
    }

    @Test
    void waits_for_a_service_that_is_away_and_ends_when_it_is_back() {
        Person cai = subscriber("cai");
        platform.whileAway("newsletter", () -> {
            cai.presses(cai.asksFor("erasure"), "prove", "");
            Await.until(
                    "the request waits visibly",
                    () -> desk.get("/desk/rights-requests").body().contains("\"waitingFor\":[\"newsletter\"]"));
            assertThat(cai.mails()).hasSize(3);
        });
        assertThat(cai.mail(4).path("text").asString("")).contains("- consent-records: kept until");
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

    private static ProducerRecord<String, byte[]> order(String subject) {
        Instant now = Instant.now();
        var order = new ErasureOrdered("idm", UUID.randomUUID().toString(), now);
        return CloudEventRecords.toRecord(
                Topics.SUBJECTS,
                subject,
                PublishedFact.of(UUID.randomUUID() + ".0", "/rights", subject, 1_000_000, now, order));
    }

    private void say(ProducerRecord<String, byte[]> record) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", platform.addresses().kafka()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var _ = producer.send(record);
        }
    }

    /** By each service, since it started; by the one that has passed over the fewest. */
    private double forged() {
        return Stream.of("consent", "lead", "newsletter", "rights")
                .mapToDouble(this::forged)
                .min()
                .orElseThrow();
    }

    private double forged(String service) {
        return StoryHttpClient.get(platform.addresses().service(service) + "/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("nachweis_facts_skipped_total") && line.contains("reason=\"forged\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
