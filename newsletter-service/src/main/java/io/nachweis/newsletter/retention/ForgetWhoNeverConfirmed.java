package io.nachweis.newsletter.retention;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Erasure;
import io.nachweis.mail.MailAttempts;
import io.nachweis.newsletter.decision.SubscriptionEvent;
import io.nachweis.newsletter.decision.SubscriptionEvent.SignUpExpired;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionDenied;
import io.nachweis.newsletter.decision.SubscriptionState;
import io.nachweis.newsletter.link.SubscriptionHandles;
import io.nachweis.newsletter.link.Subscriptions;
import io.nachweis.personal.KeyScope;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Erases the person of a sign-up that was denied or expired; of the sign-up stays that there was one. */
@Component
@ProcessingGroup("forget")
class ForgetWhoNeverConfirmed {

    private final Erasure erasure;
    private final Subscriptions subscriptions;
    private final SubscriptionHandles handles;
    private final MailAttempts attempts;

    ForgetWhoNeverConfirmed(
            Erasure erasure, Subscriptions subscriptions, SubscriptionHandles handles, MailAttempts attempts) {
        this.erasure = erasure;
        this.subscriptions = subscriptions;
        this.handles = handles;
        this.attempts = attempts;
    }

    @EventHandler
    void on(SignUpExpired event) {
        forget(event);
    }

    @EventHandler
    void on(SubscriptionDenied event) {
        forget(event);
    }

    /** The keys go last: without them we would not know any more who it was, and could not go on after a crash. */
    private void forget(SubscriptionEvent event) {
        SubjectId subject = event.subject();
        if (subject.isErased()) {
            return;
        }
        attempts.forget(event.signUp());
        if (subscriptions.state(event.subscription()) instanceof SubscriptionState.Ended) {
            handles.forget(subject, event.subscription());
        }
        String signUp = event.signUp().toString();
        erasure.begin(List.of(
                new KeyScope(subject, SubscriptionEvent.NEWSLETTER_DATA, signUp),
                new KeyScope(subject, SubscriptionEvent.CATEGORY, signUp)));
    }
}
