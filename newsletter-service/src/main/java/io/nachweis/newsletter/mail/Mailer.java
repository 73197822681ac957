package io.nachweis.newsletter.mail;

import io.nachweis.newsletter.decision.MailKind;
import io.nachweis.newsletter.decision.SubscriptionEvent;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConfirmationRenewed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionConfirmed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionRequested;
import io.nachweis.newsletter.decision.SubscriptionEvent.UnsubscribeLinkRequested;
import io.nachweis.newsletter.link.Links;
import io.nachweis.newsletter.link.Links.Target;
import io.nachweis.newsletter.link.Subscriptions;
import io.nachweis.personal.EmailAddress;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.springframework.stereotype.Component;

/** Sends the mail that an event causes, unless it was sent before or its reader could do nothing with it any more. */
@Component
@ProcessingGroup("mailer")
class Mailer {

    private final Controllers controllers;
    private final Subscriptions subscriptions;
    private final Letters letters;
    private final Links links;
    private final Post post;
    private final Clock clock;

    Mailer(Controllers controllers, Subscriptions subscriptions, Letters letters, Links links, Post post, Clock clock) {
        this.controllers = controllers;
        this.subscriptions = subscriptions;
        this.letters = letters;
        this.links = links;
        this.post = post;
        this.clock = clock;
    }

    @EventHandler
    void on(SubscriptionRequested event, @MessageIdentifier String entry) throws NotDelivered {
        send(MailKind.CONFIRMATION, event.controller(), event, entry, letters::confirmation);
    }

    @EventHandler
    void on(ConfirmationRenewed event, @MessageIdentifier String entry) throws NotDelivered {
        send(MailKind.CONFIRMATION, event.controller(), event, entry, letters::confirmation);
    }

    @EventHandler
    void on(SubscriptionConfirmed event, @MessageIdentifier String entry) throws NotDelivered {
        send(
                MailKind.RECORD,
                event.controller(),
                event,
                entry,
                (policy, target, signUp) -> letters.record(policy, target, signUp, event.confirmedAt()));
    }

    @EventHandler
    void on(UnsubscribeLinkRequested event, @MessageIdentifier String entry) throws NotDelivered {
        send(MailKind.UNSUBSCRIBE_LINK, event.controller(), event, entry, letters::unsubscribeLink);
    }

    private void send(MailKind kind, String controller, SubscriptionEvent event, String entry, Letters.Writer writer)
            throws NotDelivered {
        var target = new Target(event.subscription(), event.signUp());
        String messageId = links.messageId(controller, target, UUID.fromString(entry));
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var state = subscriptions.state(target.subscription());
        Optional<ControllerPolicy> policy = controllers.find(controller);
        Optional<EmailAddress> recipient = subscriptions.recipient(target);
        if (!state.awaits(kind, target.signUp(), messageId, now) || policy.isEmpty() || recipient.isEmpty()) {
            post.skip(messageId);
            return;
        }
        var signUp = state.find(target.signUp()).orElseThrow();
        post.send(new Post.Item(
                kind,
                messageId,
                target,
                policy.get(),
                signUp,
                recipient.get(),
                writer.write(policy.get(), target, signUp),
                now));
    }
}
