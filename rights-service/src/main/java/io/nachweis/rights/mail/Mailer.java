package io.nachweis.rights.mail;

import io.nachweis.mail.Mailing;
import io.nachweis.mail.NotDelivered;
import io.nachweis.rights.decision.MailKind;
import io.nachweis.rights.decision.RightsEvent;
import io.nachweis.rights.decision.RightsEvent.PeriodExtended;
import io.nachweis.rights.decision.RightsEvent.RequestAnswered;
import io.nachweis.rights.decision.RightsEvent.RequestLapsed;
import io.nachweis.rights.decision.RightsEvent.RequestReceived;
import io.nachweis.rights.decision.RightsEvent.RequestRefused;
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
    void on(RequestReceived event, @MessageIdentifier String entry, @ConcludesBatch boolean last) throws NotDelivered {
        send(MailKind.RECEIPT, event.controller(), event, entry, last);
    }

    @EventHandler
    void on(RequestAnswered event, @MessageIdentifier String entry, @ConcludesBatch boolean last) throws NotDelivered {
        send(MailKind.ANSWER, event.controller(), event, entry, last);
    }

    @EventHandler
    void on(RequestRefused event, @MessageIdentifier String entry, @ConcludesBatch boolean last) throws NotDelivered {
        send(MailKind.REFUSAL, event.controller(), event, entry, last);
    }

    @EventHandler
    void on(PeriodExtended event, @MessageIdentifier String entry, @ConcludesBatch boolean last) throws NotDelivered {
        send(MailKind.EXTENSION, event.controller(), event, entry, last);
    }

    @EventHandler
    void on(RequestLapsed event, @MessageIdentifier String entry, @ConcludesBatch boolean last) throws NotDelivered {
        send(MailKind.LAPSE, event.controller(), event, entry, last);
    }

    private void send(MailKind kind, String controller, RightsEvent event, String entry, boolean last)
            throws NotDelivered {
        mailing.send(kind.id(), controller, event.request(), event.request(), entry, last);
    }
}
