package io.nachweis.consent.systems;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** What is said about a system, on record once however often and by how many it is said. */
@Aggregate
class SystemEntry {

    record PutOnRecord(@TargetAggregateIdentifier UUID entry, SystemEvent event) {

        PutOnRecord(SystemEvent event) {
            this(event.entry(), event);
        }
    }

    @AggregateIdentifier
    private @Nullable UUID id;

    /** Names the stream by what is said, so that the same said again is the same entry. */
    static UUID named(@Nullable Object... what) {
        return UUID.nameUUIDFromBytes(Arrays.stream(what)
                .map(String::valueOf)
                .collect(Collectors.joining("/"))
                .getBytes(UTF_8));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(PutOnRecord command) {
        if (id == null) {
            AggregateLifecycle.apply(command.event());
        }
    }

    @EventSourcingHandler
    void on(SystemEvent event) {
        id = event.entry();
    }
}
