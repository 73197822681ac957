package io.nachweis.newsletter.mail;

import io.nachweis.mail.Mailing;
import io.nachweis.mail.NotDelivered;
import io.nachweis.newsletter.decision.MailKind;
import io.nachweis.newsletter.decision.SubscriptionEvent;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConfirmationRenewed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionConfirmed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionRequested;
import io.nachweis.newsletter.decision.SubscriptionEvent.UnsubscribeLinkRequested;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.ConcludesBatch;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.springframework.stereotype.Component;

/** Sends the mails that events cause. */
@Component
@ProcessingGroup(Mailing.GROUP)
class Mailer {

    private final Mailing mailing;

    Mailer(Mailing mailing) {
        this.mailing = mailing;
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
        mailing.send(kind.id(), controller, event.subscription(), event.signUp(), entry, last);
    }
}
