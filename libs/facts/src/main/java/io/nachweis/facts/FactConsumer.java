package io.nachweis.facts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.FactVerifier;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.contracts.Topics;
import io.nachweis.contracts.Verdict.Genuine;
import io.nachweis.contracts.Verdict.NotUnderstood;
import io.nachweis.contracts.Verdict.Rejected;
import io.nachweis.contracts.Verdict.Unverified;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.starter.Outage;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.MessageListener;

/**
 * Consumes the facts of one Kafka topic and passes to those who follow it what the topic's log has signed. What certainly is
 * not from the log is counted and passed over, and said loudly. A genuine fact that is not understood, or that the
 * listener can never handle, becomes a dead letter, and so does what comes after it about the same person; nobody else
 * waits. Only an outage holds up the partition, since it holds up everybody anyway.
 */
final class FactConsumer implements MessageListener<String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(FactConsumer.class);

    /** More of what no known key has signed is not kept: whoever may write to the topic can write any amount of it. */
    private static final int MOST_UNVERIFIED = 10_000;

    private static final int LONGEST_UNVERIFIED = 64 << 10;
    private static final long SECOND = 1_000_000_000;

    private final String topic;
    private final List<FactListener> listeners;
    private final FactVerifier verifier;
    private final FactDeadLetters waiting;
    private final FactDeadLetters unverified;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Counter consumed;
    private final Map<Integer, Long> waitingSince = new ConcurrentHashMap<>();
    private final AtomicLong lastSkipSaid = new AtomicLong(System.nanoTime() - 2 * SECOND);
    private final AtomicLong sizeOfWaiting = new AtomicLong();
    private final AtomicLong sizeOfUnverified = new AtomicLong();

    /** There is no dead letter of a person of our partitions; false while that is not known. */
    private volatile boolean nobodyWaits;

    private final AtomicBoolean hasNew = new AtomicBoolean(true);

    /** @param clock of real time */
    FactConsumer(
            String topic,
            List<FactListener> listeners,
            FactVerifier verifier,
            FactDeadLetters waiting,
            FactDeadLetters unverified,
            Clock clock,
            MeterRegistry meters) {
        this.topic = topic;
        this.listeners = List.copyOf(listeners);
        this.verifier = verifier;
        this.waiting = waiting;
        this.unverified = unverified;
        this.clock = clock;
        this.meters = meters;
        this.consumed =
                Counter.builder("nachweis.facts.heard").tag("topic", topic).register(meters);
        Gauge.builder("nachweis.facts.waiting.seconds", this, FactConsumer::longestWait)
                .tag("topic", topic)
                .register(meters);
        gauge(waiting, sizeOfWaiting);
        gauge(unverified, sizeOfUnverified);
        for (Rejected.Reason reason : Rejected.Reason.values()) {
            skipped(reason.name());
        }
    }

    /** During an outage it comes again until it can be dealt with. */
    @Override
    public void onMessage(ConsumerRecord<String, byte[]> record) {
        try {
            receive(record);
        } catch (RuntimeException e) {
            if (waitingSince.putIfAbsent(record.partition(), System.nanoTime()) == null) {
                log.warn(
                        "{} is not handled and comes again until it is: {}",
                        place(record),
                        e.getClass().getName());
            }
            throw e;
        }
        if (waitingSince.remove(record.partition()) != null) {
            log.info("{} is handled; its partition goes on", place(record));
        }
    }

    private void receive(ConsumerRecord<String, byte[]> record) {
        switch (verifier.verify(record)) {
            case Genuine(PublishedFact fact) -> {
                String subject = fact.subject();
                if (isWaiting(subject)) {
                    waiting.enqueue(subject, record, null);
                    tellPutAside(fact);
                } else {
                    handle(fact).ifPresent(cause -> {
                        putAside(waiting, subject, record, cause);
                        tellPutAside(fact);
                    });
                }
            }
            case NotUnderstood(String subject, NotUnderstood.Reason reason) ->
                putAside(waiting, subject, record, name(reason));
            case Unverified(String subject, String _) -> keepUnverified(subject, record);
            case Rejected(Rejected.Reason reason) -> skip(record, reason.name());
        }
    }

    /** Whether something was put aside here since this was asked before. */
    boolean takeHasNew() {
        return hasNew.getAndSet(false);
    }

    /** Who had them before may have put something aside. */
    void partitionsAssigned() {
        nobodyWaits = false;
    }

    /** Only who consumes the partition of a person puts anything of theirs aside, so that nobody waits need not be asked twice. */
    private boolean isWaiting(String subject) {
        if (nobodyWaits) {
            return false;
        }
        nobodyWaits = true; // Said first, so that who puts something aside meanwhile has the last word.
        if (waiting.isEmpty()) {
            return false;
        }
        nobodyWaits = false;
        return waiting.contains(subject);
    }

    /** Tries the dead letters again whose time has come. */
    void retry() {
        waiting.retry(record -> switch (verifier.verify(record)) {
            case Genuine(PublishedFact fact) -> handle(fact);
            case NotUnderstood(String _, NotUnderstood.Reason reason) -> Optional.of(name(reason));
            case Unverified _ -> Optional.of("key");
            case Rejected(Rejected.Reason reason) -> skip(record, reason.name());
        });
        unverified.removeOlderThan(clock.instant().minus(Topics.RETENTION));
        unverified.retry(record -> {
            if (verifier.verify(record) instanceof Unverified) {
                return Optional.of("key");
            }
            receive(record);
            return Optional.empty();
        });
        sizeOfWaiting.set(waiting.size());
        sizeOfUnverified.set(unverified.size());
    }

    /** Tries the dead letters of one sequence again at once. */
    void release(String group, String sequence) {
        for (FactDeadLetters queue : List.of(waiting, unverified)) {
            if (queue.group().equals(group)) {
                queue.release(sequence);
                retry();
            }
        }
    }

    /** Answers why it has to wait; empty when it is handled. */
    private Optional<String> handle(PublishedFact published) {
        try {
            if (published.data() instanceof Fact fact) {
                var received = new ReceivedFact(
                        published.id(),
                        published.source(),
                        published.sequence(),
                        SubjectId.of(published.subject()),
                        fact);
                listeners.forEach(listener -> listener.on(received));
            }
            consumed.increment();
            return Optional.empty();
        } catch (RuntimeException e) {
            if (Outage.isBehind(e)) {
                throw e;
            }
            return Optional.of(e.getClass().getName());
        }
    }

    private void tellPutAside(PublishedFact fact) {
        listeners.forEach(listener -> listener.putAside(fact.source(), fact.id(), fact.sequence()));
    }

    private void keepUnverified(String subject, ConsumerRecord<String, byte[]> record) {
        boolean isSmall = record.value() == null || record.value().length <= LONGEST_UNVERIFIED;
        if (isSmall && sizeOfUnverified.get() < MOST_UNVERIFIED) {
            sizeOfUnverified.incrementAndGet();
            putAside(unverified, subject, record, "key");
        } else {
            skip(record, "unverified");
        }
    }

    private void putAside(FactDeadLetters queue, String subject, ConsumerRecord<String, byte[]> record, String cause) {
        queue.enqueue(subject, record, cause);
        nobodyWaits = false;
        hasNew.set(true);
        log.warn("{} was put aside, and waits for its person alone: {}", place(record), cause);
    }

    /** Counted each time, and said once a second at most: whoever writes such records is not to fill the log, too. */
    private Optional<String> skip(ConsumerRecord<String, byte[]> record, String reason) {
        skipped(reason).increment();
        long now = System.nanoTime();
        if (now - lastSkipSaid.getAndAccumulate(now, (last, _) -> now - last > SECOND ? now : last) > SECOND) {
            log.error("Passed over {}, which is no fact of the log: {}", place(record), name(reason));
        }
        return Optional.empty();
    }

    private double longestWait() {
        long now = System.nanoTime();
        return waitingSince.values().stream()
                .mapToDouble(since -> (now - since) / 1e9)
                .max()
                .orElse(0);
    }

    private Counter skipped(String reason) {
        return Counter.builder("nachweis.facts.skipped")
                .tag("topic", topic)
                .tag("reason", name(reason))
                .register(meters);
    }

    private void gauge(FactDeadLetters queue, AtomicLong size) {
        Gauge.builder("nachweis.dead.letters", size, AtomicLong::doubleValue)
                .tag("projection", queue.group())
                .register(meters);
    }

    private static String name(Object reason) {
        return reason.toString().toLowerCase(Locale.ROOT);
    }

    private static String place(ConsumerRecord<?, ?> record) {
        return "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
    }
}
