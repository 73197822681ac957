package io.nachweis.starter.events;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.Cause;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.ThrowableCause;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it is stored: a reference to the event that a projection could not handle. The event is read from
 * the log when it is asked for, so that what is erased there is erased here. Of the cause only the type is kept, since
 * a message may hold what a person typed.
 */
final class StoredDeadLetter implements DeadLetter<EventMessage<?>> {

    private final Clock clock;
    private final LongFunction<EventMessage<?>> log;
    private final String id;
    private final String sequence;
    private final long position;
    private final @Nullable String cause;
    private final Instant enqueuedAt;
    private final Instant lastTouched;
    private @Nullable EventMessage<?> message;

    StoredDeadLetter(
            Clock clock,
            LongFunction<EventMessage<?>> log,
            String id,
            String sequence,
            long position,
            @Nullable String cause,
            Instant enqueuedAt,
            Instant lastTouched) {
        this.clock = clock;
        this.log = log;
        this.id = id;
        this.sequence = sequence;
        this.position = position;
        this.cause = cause;
        this.enqueuedAt = enqueuedAt;
        this.lastTouched = lastTouched;
    }

    static StoredDeadLetter of(Document found, Clock clock, LongFunction<EventMessage<?>> log) {
        return new StoredDeadLetter(
                clock,
                log,
                found.getString("_id"),
                found.getString("sequence"),
                found.getLong("position"),
                found.getString("cause"),
                Instant.parse(found.getString("enqueuedAt")),
                Instant.parse(found.getString("lastTouched")));
    }

    String id() {
        return id;
    }

    String sequence() {
        return sequence;
    }

    @Override
    public EventMessage<?> message() {
        if (message == null) {
            message = log.apply(position);
        }
        return message;
    }

    @Override
    public Optional<Cause> cause() {
        return Optional.ofNullable(cause).map(type -> new ThrowableCause(type, ""));
    }

    @Override
    public Instant enqueuedAt() {
        return enqueuedAt;
    }

    @Override
    public Instant lastTouched() {
        return lastTouched;
    }

    @Override
    public MetaData diagnostics() {
        return MetaData.emptyInstance();
    }

    @Override
    public StoredDeadLetter markTouched() {
        return new StoredDeadLetter(clock, log, id, sequence, position, cause, enqueuedAt, clock.instant());
    }

    @Override
    public StoredDeadLetter withCause(@Nullable Throwable failure) {
        var type = failure == null ? cause : ThrowableCause.asCause(failure).type();
        return new StoredDeadLetter(clock, log, id, sequence, position, type, enqueuedAt, clock.instant());
    }

    /** Diagnostics are not kept, for they could hold anything. */
    @Override
    public StoredDeadLetter withDiagnostics(MetaData diagnostics) {
        return this;
    }

    /** Two dead letters are one when they are about the same event. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredDeadLetter letter && letter.position == position;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(position);
    }

    @Override
    public String toString() {
        return "StoredDeadLetter[" + id + " at " + position + "]";
    }
}
