package io.nachweis.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.contracts.Fact.ConsentWithdrawn;
import io.nachweis.contracts.Fact.ErasureOrdered;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Facts that three services have signed, what an attacker may do with a record, and who reads it. */
final class Signed {

    static final Instant MONDAY = Instant.parse("2026-11-23T09:15:02.123456Z");
    static final ConsentWithdrawn WITHDRAWAL =
            new ConsentWithdrawn("idm", "newsletter", "c1", Channel.PAGE, MONDAY, MONDAY);
    static final PublishedFact WITHDRAWN =
            PublishedFact.of("0b6f.0", "/newsletter", "s7kd", 41, MONDAY.plusSeconds(1), WITHDRAWAL);
    static final PublishedFact ORDERED =
            PublishedFact.of("77aa.0", "/rights", "s7kd", 7, MONDAY, new ErasureOrdered("idm", "order", MONDAY));

    static final FactSigner NEWSLETTER = signer("newsletter");
    static final FactSigner CONSENT = signer("consent");
    static final FactSigner RIGHTS = signer("rights");
    static final ServiceKeys KEYS =
            ServiceKeys.of(List.of(NEWSLETTER.publicKey(), CONSENT.publicKey(), RIGHTS.publicKey()));

    private Signed() {}

    static FactSigner signer(String service) {
        return FactSigner.of("/" + service, Arrays.copyOf(service.getBytes(UTF_8), 32));
    }

    static ProducerRecord<String, byte[]> withdrawal() {
        return NEWSLETTER.toRecord(Topics.of("newsletter"), "s7kd", WITHDRAWN);
    }

    static ProducerRecord<String, byte[]> order() {
        return RIGHTS.toRecord(Topics.SUBJECTS, "s7kd", ORDERED);
    }

    static Verdict verdict(ProducerRecord<String, byte[]> sent) {
        return verdict(KEYS, sent);
    }

    static Verdict verdict(ServiceKeys keys, ProducerRecord<String, byte[]> sent) {
        return new FactVerifier(keys, () -> MONDAY.plusSeconds(60)).verify(received(sent));
    }

    /** With everything but the topic, the key or the data as it was. */
    static ProducerRecord<String, byte[]> with(
            ProducerRecord<String, byte[]> sent, String topic, String key, byte @Nullable [] value) {
        return new ProducerRecord<>(topic, null, key, value, sent.headers());
    }

    static void replace(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }

    static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                3,
                17,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }
}
