package io.nachweis.newsletter.retention;

import io.nachweis.evidence.Entry;
import io.nachweis.evidence.WithheldEvents;
import io.nachweis.lifecycle.CaseOwner;
import io.nachweis.lifecycle.KeptCases;
import io.nachweis.newsletter.decision.ProofOfConsent;
import io.nachweis.newsletter.decision.SubscriptionEvent;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConsentWithdrawn;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConsentWithdrawnEarlier;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionRequested;
import io.nachweis.newsletter.decision.SubscriptionEvent.WithdrawalDisowned;
import io.nachweis.newsletter.decision.SubscriptionState;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The time of what a confirmed sign-up stores runs from its withdrawal on, however long ago that was. */
record ConfirmedSignUps(String category, WithheldEvents log) implements KeptCases {

    /** What proves the consent, and what the newsletter was for. */
    @Configuration(proxyBeanMethods = false)
    static class OfEachCategory {

        @Bean
        KeptCases consentRecords(WithheldEvents log) {
            return new ConfirmedSignUps(SubscriptionEvent.CATEGORY, log);
        }

        @Bean
        KeptCases newsletterData(WithheldEvents log) {
            return new ConfirmedSignUps(SubscriptionEvent.NEWSLETTER_DATA, log);
        }
    }

    @Override
    public Optional<CaseOwner> ownerBy(Object event) {
        return switch (event) {
            case SubscriptionRequested requested -> owner(requested, requested.controller());
            case ConsentWithdrawn withdrawn -> owner(withdrawn, withdrawn.controller());
            case ConsentWithdrawnEarlier withdrawn -> owner(withdrawn, withdrawn.controller());
            case WithdrawalDisowned disowned -> owner(disowned, disowned.controller());
            default -> Optional.empty();
        };
    }

    private static Optional<CaseOwner> owner(SubscriptionEvent event, String controller) {
        return Optional.of(new CaseOwner(controller, event.subject(), event.subscription()));
    }

    @Override
    public boolean changesTime(Object event) {
        return event instanceof ConsentWithdrawn
                || event instanceof ConsentWithdrawnEarlier
                || event instanceof WithdrawalDisowned;
    }

    @Override
    public Map<String, Map<Trigger, Instant>> among(Stream<Entry> entries, Instant orderedAt) {
        Map<String, Map<Trigger, Instant>> kept = new HashMap<>();
        KeptCases.streams(entries)
                .map(subscription -> log.of(subscription.toString(), SubscriptionEvent.class))
                .map(history -> ProofOfConsent.of(SubscriptionState.of(history), orderedAt))
                .forEach(proof -> proof.forEach(
                        (signUp, since) -> kept.put(signUp.toString(), Map.of(Trigger.WITHDRAWAL, since))));
        return kept;
    }
}
