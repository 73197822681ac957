package io.nachweis.lifecycle;

import io.nachweis.event.SubjectId;
import io.nachweis.lifecycle.RetentionHold.RetentionHeld;
import io.nachweis.lifecycle.RetentionHold.RetentionReleased;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** A legal hold is on record once and released once, however often either is heard. */
@Aggregate
class RecordedHold {

    record RecordHold(
            @TargetAggregateIdentifier UUID stream,
            UUID hold,
            String controller,
            SubjectId subject,
            List<String> categories,
            Instant placedAt) {}

    record RecordRelease(@TargetAggregateIdentifier UUID stream, Instant liftedAt) {}

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable UUID id;

    /** Null before it is on record, and once it is released. */
    private @Nullable RetentionHeld held;

    private boolean heard;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordHold command) {
        if (!heard) {
            AggregateLifecycle.apply(new RetentionHeld(
                    command.hold(), command.controller(), command.subject(), command.categories(), command.placedAt()));
        }
    }

    @CommandHandler
    void handle(RecordRelease command) {
        RetentionHeld before = held;
        if (before != null) {
            AggregateLifecycle.apply(new RetentionReleased(
                    before.hold(), before.controller(), before.subject(), before.categories(), command.liftedAt()));
        }
    }

    @EventSourcingHandler
    void on(RetentionHold event) {
        id = RetentionHold.streamOf(event.hold());
        heard = true;
        held = event instanceof RetentionHeld begun ? begun : null;
    }
}
