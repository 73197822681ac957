package io.nachweis.newsletter.link;

import io.nachweis.event.EmailAddress;
import io.nachweis.newsletter.decision.SubscriptionEvent;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionConfirmed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionRequested;
import io.nachweis.newsletter.decision.SubscriptionState;
import io.nachweis.newsletter.link.Links.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.springframework.stereotype.Component;

/** Subscriptions as the log has them now: what was answered a moment ago is already there. Streams are short. */
@Component
public class Subscriptions {

    private final EventStore log;

    Subscriptions(EventStore log) {
        this.log = log;
    }

    public SubscriptionState state(UUID subscription) {
        return SubscriptionState.of(history(subscription));
    }

    /**
     * What there is to know for a mail about a sign-up, read at once.
     *
     * @param recipient empty once the address is erased
     */
    public record Known(SubscriptionState state, Optional<EmailAddress> recipient, Optional<Instant> confirmedAt) {}

    public Known about(Target target) {
        List<SubscriptionEvent> history = history(target.subscription()).toList();
        return new Known(
                SubscriptionState.of(history.stream()),
                about(target, history, SubscriptionRequested.class)
                        .flatMap(request -> Optional.ofNullable(request.email().orNull())),
                about(target, history, SubscriptionConfirmed.class).map(SubscriptionConfirmed::confirmedAt));
    }

    /** Where mails about a sign-up go; empty once the address is erased. */
    public Optional<EmailAddress> recipient(Target target) {
        return about(target).recipient();
    }

    private static <E extends SubscriptionEvent> Optional<E> about(
            Target target, List<SubscriptionEvent> history, Class<E> type) {
        return history.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(event -> event.signUp().equals(target.signUp()))
                .findFirst();
    }

    /** In its order. */
    public Stream<SubscriptionEvent> history(UUID subscription) {
        return log.readEvents(subscription.toString())
                .asStream()
                .map(Message::getPayload)
                .map(SubscriptionEvent.class::cast);
    }
}
