package io.nachweis.newsletter.link;

import io.nachweis.event.EmailAddress;
import io.nachweis.newsletter.decision.SignUp;
import io.nachweis.newsletter.decision.SubscriptionEvent;
import io.nachweis.newsletter.decision.SubscriptionState;
import io.nachweis.newsletter.link.Links.Target;
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

    /** Where mails about a sign-up go; empty once the address is erased. */
    public Optional<EmailAddress> recipient(Target target) {
        return state(target.subscription()).find(target.signUp()).flatMap(SignUp::recipient);
    }

    /** In its order. */
    public Stream<SubscriptionEvent> history(UUID subscription) {
        return log.readEvents(subscription.toString())
                .asStream()
                .map(Message::getPayload)
                .map(SubscriptionEvent.class::cast);
    }
}
