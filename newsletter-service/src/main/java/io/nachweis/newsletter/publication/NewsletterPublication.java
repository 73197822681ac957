package io.nachweis.newsletter.publication;

import io.nachweis.contracts.Fact;
import io.nachweis.contracts.Topics;
import io.nachweis.facts.Publication;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConsentWithdrawn;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionConfirmed;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Consents given and withdrawn leave the house; a sign-up that nobody confirmed never does. */
@Component
class NewsletterPublication implements Publication {

    private static final String TOPIC = Topics.of("newsletter");

    @Override
    public Set<String> topics() {
        return Set.of(TOPIC);
    }

    @Override
    public List<Announcement> announce(Object event) {
        return switch (event) {
            case SubscriptionConfirmed confirmed -> given(confirmed);
            case ConsentWithdrawn withdrawn ->
                List.of(Announcement.of(
                        TOPIC,
                        withdrawn.subject(),
                        new Fact.ConsentWithdrawn(
                                withdrawn.controller(),
                                withdrawn.purpose(),
                                withdrawn.signUp().toString(),
                                withdrawn.channel(),
                                withdrawn.receivedAt(),
                                withdrawn.recordedAt())));
            default -> List.of();
        };
    }

    private static List<Announcement> given(SubscriptionConfirmed event) {
        return event.wordings().stream()
                .flatMap(wording -> wording.purposes().stream()
                        .map(purpose -> Announcement.of(
                                TOPIC,
                                event.subject(),
                                new Fact.ConsentGiven(
                                        event.controller(),
                                        purpose,
                                        event.signUp().toString(),
                                        event.requestedAt(),
                                        event.confirmedAt(),
                                        wording.id(),
                                        wording.sha256()))))
                .toList();
    }
}
