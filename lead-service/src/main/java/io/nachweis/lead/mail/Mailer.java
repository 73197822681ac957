package io.nachweis.lead.mail;

import io.nachweis.lead.decision.DownloadEvent.DownloadRequested;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryAnswered;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryReceived;
import io.nachweis.mail.Mailing;
import io.nachweis.mail.NotDelivered;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.ConcludesBatch;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.springframework.stereotype.Component;

/** Which events cause which mails. */
@Component
@ProcessingGroup(Mailing.GROUP)
class Mailer {

    private final Mailing mailing;

    Mailer(Mailing mailing) {
        this.mailing = mailing;
    }

    @EventHandler
    void on(DownloadRequested event, @MessageIdentifier String cause, @ConcludesBatch boolean last)
            throws NotDelivered {
        mailing.send(Mails.TICKET, event.controller(), event.download(), event.download(), cause, last);
    }

    @EventHandler
    void on(EnquiryReceived event, @MessageIdentifier String cause, @ConcludesBatch boolean last) throws NotDelivered {
        mailing.send(Mails.RECEIPT, event.controller(), event.enquiry(), event.enquiry(), cause, last);
    }

    @EventHandler
    void on(EnquiryAnswered event, @MessageIdentifier String cause, @ConcludesBatch boolean last) throws NotDelivered {
        mailing.send(Mails.ANSWER, event.controller(), event.enquiry(), event.answer(), cause, last);
    }
}
