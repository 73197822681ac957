package io.nachweis.starter.events;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.starter.sample.TestMongo;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.Cause;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueueTest;
import org.junit.jupiter.api.Test;

/** Axon's contract of a dead-letter queue, over events of a log. */
class MongoDeadLettersContractTest extends SequencedDeadLetterQueueTest<EventMessage<?>> {

    private static final int LIMIT = 128;

    private final Map<Long, EventMessage<?>> log = new ConcurrentHashMap<>();
    private final AtomicLong head = new AtomicLong();
    private volatile Clock clock = Clock.systemUTC();

    @Override
    protected SequencedDeadLetterQueue<EventMessage<?>> buildTestSubject() {
        var now = new Clock() {
            @Override
            public Instant instant() {
                return clock.instant();
            }

            @Override
            public ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return clock.withZone(zone);
            }
        };
        return new DeadLetters(TestMongo.newDatabase(), "group", this::at, now, LIMIT, LIMIT);
    }

    /** Else the next one would hold up everybody. */
    @Test
    void isNeverFullOutsideOfThisTest() {
        var letters = new DeadLetters(TestMongo.newDatabase(), "group", this::at, Clock.systemUTC());
        for (int i = 0; i < 1_100; i++) {
            letters.enqueue("person " + i, generateInitialLetter());
            letters.enqueue("one person", generateFollowUpLetter());
        }
        assertThat(letters.amountOfSequences()).isEqualTo(1_101);
        assertThat(letters.sequenceSize("one person")).isEqualTo(1_100);
        assertThat(letters.size()).isEqualTo(2_200);
        assertThat(letters.isFull("another person")).isFalse();
        assertThat(letters.isFull("one person")).isFalse();
    }

    private EventMessage<?> at(long position) {
        return requireNonNull(log.get(position));
    }

    @Override
    protected long maxSequences() {
        return LIMIT;
    }

    @Override
    protected long maxSequenceSize() {
        return LIMIT;
    }

    @Override
    protected DeadLetter<EventMessage<?>> generateInitialLetter() {
        return new GenericDeadLetter<>("sequence", nextEvent(), generateThrowable());
    }

    @Override
    protected DeadLetter<EventMessage<?>> generateFollowUpLetter() {
        return new GenericDeadLetter<>("sequence", nextEvent());
    }

    private EventMessage<?> nextEvent() {
        long position = head.getAndIncrement();
        var event = new GenericTrackedEventMessage<>(new GlobalSequenceTrackingToken(position), generateEvent());
        log.put(position, event);
        return event;
    }

    @Override
    protected DeadLetter<EventMessage<?>> mapToQueueImplementation(DeadLetter<EventMessage<?>> letter) {
        return letter instanceof GenericDeadLetter<EventMessage<?>> generic
                ? new StoredDeadLetter(
                        clock,
                        this::at,
                        "nowhere",
                        generic.getSequenceIdentifier().toString(),
                        ((GenericTrackedEventMessage<?>) letter.message())
                                .trackingToken()
                                .position()
                                .orElseThrow(),
                        letter.cause().map(Cause::type).orElse(null),
                        letter.enqueuedAt(),
                        letter.lastTouched())
                : letter;
    }

    @Override
    protected DeadLetter<EventMessage<?>> generateRequeuedLetter(
            DeadLetter<EventMessage<?>> original, Instant touched, Throwable cause, MetaData diagnostics) {
        setAndGetTime(touched);
        return original.withCause(cause).withDiagnostics(diagnostics).markTouched();
    }

    @Override
    protected void setClock(Clock changed) {
        GenericDeadLetter.clock = changed;
        clock = changed;
    }

    /** What is kept: the event, the type of the cause, and the times. */
    @Override
    protected void assertLetter(
            DeadLetter<? extends EventMessage<?>> expected, DeadLetter<? extends EventMessage<?>> actual) {
        assertThat(actual.message()).isEqualTo(expected.message());
        assertThat(actual.cause().map(Cause::type)).isEqualTo(expected.cause().map(Cause::type));
        assertThat(actual.enqueuedAt()).isEqualTo(expected.enqueuedAt());
        assertThat(actual.lastTouched()).isEqualTo(expected.lastTouched());
    }
}
