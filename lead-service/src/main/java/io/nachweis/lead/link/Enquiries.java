package io.nachweis.lead.link;

import io.nachweis.lead.decision.EnquiryEvent;
import io.nachweis.lead.decision.EnquiryState;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.springframework.stereotype.Component;

/** Enquiries as the log has them now. Streams are short. */
@Component
public class Enquiries {

    private final EventStore log;

    Enquiries(EventStore log) {
        this.log = log;
    }

    public EnquiryState state(UUID enquiry) {
        return EnquiryState.of(history(enquiry));
    }

    /** In its order. */
    public Stream<EnquiryEvent> history(UUID enquiry) {
        return log.readEvents(enquiry.toString())
                .asStream()
                .map(Message::getPayload)
                .map(EnquiryEvent.class::cast);
    }
}
