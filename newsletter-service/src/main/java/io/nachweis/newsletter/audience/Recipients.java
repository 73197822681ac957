package io.nachweis.newsletter.audience;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.SubjectId;
import io.nachweis.newsletter.audience.Members.Member;
import io.nachweis.newsletter.audience.Recipient.MayWrite;
import io.nachweis.newsletter.decision.SignUp;
import io.nachweis.newsletter.decision.SubscriptionEvent;
import io.nachweis.newsletter.decision.SubscriptionState;
import io.nachweis.newsletter.link.Links;
import io.nachweis.newsletter.link.Links.Target;
import io.nachweis.newsletter.link.Subscriptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads each member from the log as it is now. So a withdrawal counts from the moment it was answered, however far behind
 * the projection is, and addresses lie nowhere but sealed in the log.
 */
@Component
class Recipients {

    private static final int AT_ONCE = 8;

    private final Subscriptions subscriptions;
    private final Links links;

    Recipients(Subscriptions subscriptions, Links links) {
        this.subscriptions = subscriptions;
        this.links = links;
    }

    /** In the same order. */
    List<Recipient> of(Audience audience, List<Member> members) {
        return members.stream()
                .map(Member::subscription)
                .gather(Gatherers.mapConcurrent(AT_ONCE, subscription -> read(audience, subscription)))
                .toList();
    }

    private Recipient read(Audience audience, UUID subscription) {
        List<SubscriptionEvent> history = subscriptions.history(subscription).toList();
        SignUp consent = SubscriptionState.of(history.stream()).inForce().get(audience.purpose());
        return new Recipient(
                links.recipient(audience.controller(), subscription, audience.purpose()),
                subject(history),
                consent == null ? null : mayWrite(audience, consent, subscription));
    }

    private @Nullable MayWrite mayWrite(Audience audience, SignUp consent, UUID subscription) {
        Optional<EmailAddress> address = consent.recipient();
        Optional<Instant> confirmedAt = consent.confirmedAt();
        if (address.isEmpty() || confirmedAt.isEmpty()) {
            return null;
        }
        String controller = audience.controller();
        var target = new Target(subscription, consent.id());
        String unsubscribe = links.unsubscribeToken(controller, target, audience.purpose());
        return new MayWrite(
                address.get().forSending(),
                confirmedAt.get(),
                consent.locale(),
                links.unsubscribe(controller, unsubscribe),
                links.preferences(controller, links.preferencesToken(controller, target)),
                "<" + links.oneClick(controller, unsubscribe) + ">");
    }

    private static @Nullable String subject(List<SubscriptionEvent> history) {
        return history.reversed().stream()
                .map(SubscriptionEvent::subject)
                .filter(subject -> !subject.isErased())
                .findFirst()
                .map(SubjectId::value)
                .orElse(null);
    }
}
