package io.nachweis.consent.policy;

import io.nachweis.event.CommandResult;
import java.util.ArrayList;
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

/** The versions of a controller's policy that were published, the last word last. */
@Aggregate
class PolicyPublications {

    /** Somebody has it published; by one approval once, and never again while it is the last word. */
    record PublishPolicy(@TargetAggregateIdentifier UUID publication, PolicyPublished event) {

        PublishPolicy(PolicyPublished event) {
            this(event.publication(), event);
        }
    }

    /**
     * A start has taken it up at {@code effectiveFrom}. That is on record unless it is known as published, or was replaced
     * since.
     */
    record PublishInForce(@TargetAggregateIdentifier UUID publication, PolicyPublished event) {

        PublishInForce(PolicyPublished event) {
            this(event.publication(), event);
        }
    }

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable UUID id;

    private final List<PolicyPublished> published = new ArrayList<>();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    CommandResult handle(PublishPolicy command) {
        PolicyPublished event = command.event();
        boolean isDone = published.stream().anyMatch(each -> isByTheSameApproval(each, event))
                || (!published.isEmpty() && isThere(published.getLast(), event));
        return isDone ? CommandResult.UNCHANGED : publish(event);
    }

    private static boolean isByTheSameApproval(PolicyPublished before, PolicyPublished event) {
        return event.approval() != null && event.approval().equals(before.approval());
    }

    private static boolean isThere(PolicyPublished last, PolicyPublished event) {
        return last.sha256().equals(event.sha256()) && !last.effectiveFrom().isAfter(event.effectiveFrom());
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    CommandResult handle(PublishInForce command) {
        PolicyPublished event = command.event();
        boolean isKnown = published.stream()
                .filter(each -> !each.effectiveFrom().isAfter(event.publishedAt()))
                .reduce((_, later) -> later)
                .filter(last -> last.sha256().equals(event.sha256())
                        || last.effectiveFrom().isAfter(event.effectiveFrom()))
                .isPresent();
        return isKnown ? CommandResult.UNCHANGED : publish(event);
    }

    private static CommandResult publish(PolicyPublished event) {
        AggregateLifecycle.apply(event);
        return CommandResult.CHANGED;
    }

    @EventSourcingHandler
    void on(PolicyPublished event) {
        id = event.publication();
        published.add(event);
    }
}
