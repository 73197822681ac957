package io.nachweis.consent.publication;

import io.nachweis.consent.decision.ConsentEvent;
import io.nachweis.consent.decision.ConsentEvent.ConsentGiven;
import io.nachweis.consent.decision.ConsentEvent.ConsentWithdrawn;
import io.nachweis.consent.decision.ConsentEvent.StateEnded;
import io.nachweis.consent.decision.ConsentEvent.WithdrawalDisowned;
import io.nachweis.contracts.ConsentSnapshot;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.Topics;
import io.nachweis.facts.Publication;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What recipients have to know: a grant that is in force, a withdrawal of what they were told of, that it is disowned, and
 * the state that each leaves behind, until it ends. A withdrawal of what nobody gave, as far as is known, goes to the other
 * services alone: a sign-up that it beats may be under way there. The grant of such a sign-up is withdrawn when it comes in,
 * so that nobody hears of it.
 */
@Component
class LedgerPublication implements Publication {

    private static final String SERVICES = Topics.of("consent");

    @Override
    public Set<String> topics() {
        return Set.of(Topics.CONSENTS, Topics.CONSENT_STATE, SERVICES);
    }

    @Override
    public List<Announcement> announce(Object event) {
        return switch (event) {
            case StateEnded ended -> List.of(Announcement.tombstone(Topics.CONSENT_STATE, ended.subject(), key(ended)));
            case ConsentGiven given when given.tellsState() -> told(given, fact(given));
            case ConsentWithdrawn withdrawn when withdrawn.tellsState() -> told(withdrawn, fact(withdrawn));
            case ConsentWithdrawn withdrawn -> List.of(Announcement.of(SERVICES, withdrawn.subject(), fact(withdrawn)));
            case WithdrawalDisowned disowned when disowned.tellsState() -> told(disowned, fact(disowned));
            case WithdrawalDisowned disowned -> List.of(Announcement.of(SERVICES, disowned.subject(), fact(disowned)));
            default -> List.of();
        };
    }

    private static List<Announcement> told(ConsentEvent event, Fact fact) {
        return List.of(Announcement.of(Topics.CONSENTS, event.subject(), fact), state(event));
    }

    private static Fact fact(ConsentGiven given) {
        return new Fact.ConsentGiven(
                given.controller(),
                given.purpose(),
                given.signUp(),
                given.requestedAt(),
                given.givenAt(),
                given.wording(),
                given.wordingSha256());
    }

    private static Fact fact(ConsentWithdrawn withdrawn) {
        return new Fact.ConsentWithdrawn(
                withdrawn.controller(),
                withdrawn.purpose(),
                withdrawn.signUp(),
                withdrawn.channel(),
                withdrawn.receivedAt(),
                withdrawn.recordedAt());
    }

    private static Fact fact(WithdrawalDisowned disowned) {
        return new Fact.WithdrawalDisowned(
                disowned.controller(),
                disowned.purpose(),
                disowned.signUp(),
                disowned.channel(),
                disowned.receivedAt(),
                disowned.disownedAt());
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
                key(event));
    }

    private static String key(ConsentEvent event) {
        return ConsentSnapshot.key(event.controller(), event.subject().value(), event.purpose());
    }
}
