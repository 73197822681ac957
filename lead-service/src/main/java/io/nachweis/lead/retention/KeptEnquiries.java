package io.nachweis.lead.retention;

import io.nachweis.evidence.WithheldEvents;
import io.nachweis.lead.decision.EnquiryEvent;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryAnswered;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryClosed;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryExpired;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryReceived;
import io.nachweis.lifecycle.CaseOwner;
import io.nachweis.lifecycle.StreamCases;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** An enquiry is kept from the last contact, or from when it was closed. */
@Component
class KeptEnquiries implements StreamCases {

    private final WithheldEvents log;

    KeptEnquiries(WithheldEvents log) {
        this.log = log;
    }

    @Override
    public String category() {
        return EnquiryEvent.CATEGORY;
    }

    @Override
    public Optional<CaseOwner> ownerBy(Object event) {
        return event instanceof EnquiryEvent of
                ? Optional.of(new CaseOwner(of.controller(), of.subject(), of.enquiry()))
                : Optional.empty();
    }

    @Override
    public boolean changesTime(Object event) {
        return event instanceof EnquiryEvent;
    }

    @Override
    public Optional<Map<Trigger, Instant>> in(UUID stream, String controller, Instant orderedAt) {
        Map<Trigger, Instant> happened = new EnumMap<>(Trigger.class);
        log.of(stream.toString(), EnquiryEvent.class)
                .filter(event -> event.controller().equals(controller))
                .forEach(event -> note(event, happened));
        return Optional.of(happened).filter(each -> !each.isEmpty());
    }

    private static void note(EnquiryEvent event, Map<Trigger, Instant> happened) {
        switch (event) {
            case EnquiryReceived received -> {
                happened.put(Trigger.REQUEST, received.receivedAt());
                happened.put(Trigger.LAST_CONTACT, received.receivedAt());
            }
            case EnquiryAnswered answered -> happened.put(Trigger.LAST_CONTACT, answered.answeredAt());
            case EnquiryClosed closed -> happened.put(Trigger.CLOSING, closed.closedAt());
            case EnquiryExpired _ -> happened.clear();
        }
    }
}
