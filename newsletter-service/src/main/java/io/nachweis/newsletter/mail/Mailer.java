package io.nachweis.newsletter.mail;

import io.nachweis.newsletter.decision.MailKind;
import io.nachweis.newsletter.decision.SubscriptionEvent;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConfirmationRenewed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionConfirmed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionRequested;
import io.nachweis.newsletter.decision.SubscriptionEvent.UnsubscribeLinkRequested;
import io.nachweis.newsletter.link.Links;
import io.nachweis.newsletter.link.Links.Target;
import io.nachweis.newsletter.mail.MailAttempts.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.ConcludesBatch;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.stereotype.Component;

/** Sends the mails that events cause, those of a batch together. The position moves on when none of them is left to do. */
@Component
@ProcessingGroup("mailer")
class Mailer {

    private final Links links;
    private final Post post;

    Mailer(Links links, Post post) {
        this.links = links;
        this.post = post;
    }

    @EventHandler
    void on(SubscriptionRequested event, @MessageIdentifier String entry, @ConcludesBatch boolean last)
            throws NotDelivered {
        send(MailKind.CONFIRMATION, event.controller(), event, entry, last);
    }

    @EventHandler
    void on(ConfirmationRenewed event, @MessageIdentifier String entry, @ConcludesBatch boolean last)
            throws NotDelivered {
        send(MailKind.CONFIRMATION, event.controller(), event, entry, last);
    }

    @EventHandler
    void on(SubscriptionConfirmed event, @MessageIdentifier String entry, @ConcludesBatch boolean last)
            throws NotDelivered {
        send(MailKind.RECORD, event.controller(), event, entry, last);
    }

    @EventHandler
    void on(UnsubscribeLinkRequested event, @MessageIdentifier String entry, @ConcludesBatch boolean last)
            throws NotDelivered {
        send(MailKind.UNSUBSCRIBE_LINK, event.controller(), event, entry, last);
    }

    private void send(MailKind kind, String controller, SubscriptionEvent event, String entry, boolean last)
            throws NotDelivered {
        var target = new Target(event.subscription(), event.signUp());
        List<Attempt> batch =
                CurrentUnitOfWork.get().root().getOrComputeResource(Mailer.class.getName(), _ -> new ArrayList<>());
        batch.add(new Attempt(links.messageId(controller, target, UUID.fromString(entry)), kind, controller, target));
        if (last) {
            post.send(batch);
        }
    }
}
