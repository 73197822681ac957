package io.nachweis.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/** A text is put on record once, whoever uses it first. */
@Aggregate
class PublishedText {

    record PublishText(TextPublished text) {

        @TargetAggregateIdentifier
        UUID stream() {
            return streamOf(text);
        }
    }

    @AggregateIdentifier
    private @Nullable UUID id;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(PublishText command) {
        if (id == null) {
            AggregateLifecycle.apply(command.text());
        }
    }

    @EventSourcingHandler
    void on(TextPublished event) {
        id = streamOf(event);
    }

    private static UUID streamOf(TextPublished text) {
        return UUID.nameUUIDFromBytes(("text/" + text.sha256()).getBytes(UTF_8));
    }
}
