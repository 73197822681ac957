package io.nachweis.contracts;

import io.nachweis.contracts.Verdict.Genuine;
import io.nachweis.contracts.Verdict.NotUnderstood;
import io.nachweis.contracts.Verdict.Rejected;
import io.nachweis.contracts.Verdict.Unverified;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Verifies and reads the records of the topics, in one step: whoever can write to Kafka can say things there, and only
 * what the topic's own log signed is a fact. Thread-safe.
 */
public final class FactVerifier {

    /** How far the clocks of two machines may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final ServiceKeys keys;
    private final InstantSource clock;

    /** @param clock the one that facts are dated by; what is ahead of it is not understood */
    public FactVerifier(ServiceKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    public Verdict verify(ConsumerRecord<String, byte[]> record) {
        return FactRecord.of(record).map(this::verify).orElseGet(() -> new Rejected(Rejected.Reason.MALFORMED));
    }

    private Verdict verify(FactRecord record) {
        String kid = record.attribute(FactRecord.KID);
        String signature = record.attribute(FactRecord.SIGNATURE);
        if (kid == null || signature == null) {
            return new Rejected(Rejected.Reason.UNSIGNED);
        }
        String source = Topics.source(record.topic());
        if (!record.required(FactRecord.SOURCE).equals(source)) {
            return new Rejected(Rejected.Reason.FOREIGN);
        }
        Optional<ServiceKey> key = keys.find(kid);
        if (key.isEmpty()) {
            return new Unverified(record.required(FactRecord.SUBJECT), kid);
        }
        if (!key.get().source().equals(source)) {
            return new Rejected(Rejected.Reason.FOREIGN);
        }
        return key.get().verifies(record.signedBytes(), signature)
                ? read(record)
                : new Rejected(Rejected.Reason.FORGED);
    }

    private Verdict read(FactRecord record) {
        var type = Published.named(record.required(FactRecord.TYPE));
        if (type.isEmpty()) {
            return notUnderstood(record, NotUnderstood.Reason.TYPE);
        }
        try {
            @Nullable Published data = data(record, type.get());
            var fact = new PublishedFact(
                    record.required(FactRecord.ID),
                    record.required(FactRecord.SOURCE),
                    record.required(FactRecord.TYPE),
                    record.required(FactRecord.SUBJECT),
                    Long.parseLong(record.required(FactRecord.SEQUENCE)),
                    Instant.parse(record.required(FactRecord.TIME)),
                    data);
            Instant bound = clock.instant().plus(SKEW);
            boolean isAhead = fact.time().isAfter(bound)
                    || (data != null && data.times().stream().anyMatch(time -> time.isAfter(bound)));
            return isAhead ? notUnderstood(record, NotUnderstood.Reason.FUTURE) : new Genuine(fact);
        } catch (JacksonException | DateTimeException | IllegalArgumentException _) {
            return notUnderstood(record, NotUnderstood.Reason.SCHEMA);
        }
    }

    /** Null for the tombstone of a state. */
    private static @Nullable Published data(FactRecord record, Class<? extends Published> type) {
        byte[] json = record.data();
        if (json == null) {
            if (type != ConsentSnapshot.class) {
                throw new IllegalArgumentException("Without data");
            }
            return null;
        }
        if (!"application/json".equals(record.attribute(FactRecord.CONTENT_TYPE))) {
            throw new IllegalArgumentException("Not JSON");
        }
        PublishedSchemas.check(record.required(FactRecord.TYPE), json);
        return PublishedJson.read(json, type).orElseThrow(() -> new IllegalArgumentException("Without data"));
    }

    private static NotUnderstood notUnderstood(FactRecord record, NotUnderstood.Reason reason) {
        return new NotUnderstood(record.required(FactRecord.SUBJECT), reason);
    }
}
