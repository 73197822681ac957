package io.nachweis.consent.publication;

import io.nachweis.consent.decision.ConsentEvent;
import io.nachweis.contracts.ConsentSnapshot;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.Topics;
import io.nachweis.facts.Publication;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Every event of the ledger leaves the house as the fact it records, and as the state it leaves behind. */
@Component
class LedgerPublication implements Publication {

    @Override
    public Set<String> topics() {
        return Set.of(Topics.CONSENTS, Topics.CONSENT_STATE);
    }

    @Override
    public List<Announcement> announce(Object event) {
        return event instanceof ConsentEvent consent ? List.of(fact(consent), state(consent)) : List.of();
    }

    private static Announcement fact(ConsentEvent event) {
        Fact fact = switch (event) {
            case ConsentEvent.ConsentGiven given ->
                new Fact.ConsentGiven(
                        given.controller(),
                        given.purpose(),
                        given.signUp(),
                        given.requestedAt(),
                        given.givenAt(),
                        given.wording(),
                        given.wordingSha256());
            case ConsentEvent.ConsentWithdrawn withdrawn ->
                new Fact.ConsentWithdrawn(
                        withdrawn.controller(),
                        withdrawn.purpose(),
                        withdrawn.signUp(),
                        withdrawn.channel(),
                        withdrawn.receivedAt(),
                        withdrawn.recordedAt());
        };
        return Announcement.of(Topics.CONSENTS, event.subject(), fact);
    }

    private static Announcement state(ConsentEvent event) {
        return new Announcement(
                Topics.CONSENT_STATE,
                event.subject(),
                new ConsentSnapshot(
                        event.controller(),
                        event.purpose(),
                        event.outcome().allowed(),
                        event.outcome().since()),
                ConsentSnapshot.key(event.controller(), event.subject().value(), event.purpose()));
    }
}
