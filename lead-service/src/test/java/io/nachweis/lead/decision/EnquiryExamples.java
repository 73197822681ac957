package io.nachweis.lead.decision;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.lead.decision.EnquiryCommand.AnswerEnquiry;
import io.nachweis.lead.decision.EnquiryCommand.CloseEnquiry;
import io.nachweis.lead.decision.EnquiryCommand.ReceiveEnquiry;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryAnswered;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryClosed;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryExpired;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryReceived;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/** The words in which the tests tell what happened. One person, one question. */
final class EnquiryExamples {

    static final UUID ENQUIRY = new UUID(1, 1);
    static final UUID ANSWER = new UUID(3, 1);

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static final SubjectId SUBJECT = SubjectId.of("1." + "A".repeat(43));
    private static final Personal<EmailAddress> EMAIL = Personal.of(EmailAddress.of("erika@example.org"));
    private static final Personal<String> NAME = Personal.of("Erika");
    private static final Personal<String> PHONE = Personal.of("+49 30 0000");
    private static final Personal<String> MESSAGE = Personal.of("What does it cost?");
    private static final Personal<String> TEXT = Personal.of("Nothing.");

    private EnquiryExamples() {}

    static Instant after(Duration time) {
        return NOON.plus(time);
    }

    static ReceiveEnquiry receive() {
        return new ReceiveEnquiry(
                ENQUIRY, "idm", SUBJECT, EMAIL, NAME, null, null, PHONE, null, MESSAGE, "de", true, null, NOON);
    }

    static EnquiryReceived received() {
        return receivedFrom(SUBJECT);
    }

    static EnquiryReceived receivedFrom(SubjectId subject) {
        return new EnquiryReceived(
                ENQUIRY, "idm", subject, EMAIL, NAME, null, null, PHONE, null, MESSAGE, "de", true, null, NOON);
    }

    static AnswerEnquiry answer(Instant at) {
        return new AnswerEnquiry(ENQUIRY, ANSWER, TEXT, at);
    }

    static EnquiryAnswered answered(Instant at) {
        return new EnquiryAnswered(ENQUIRY, "idm", ANSWER, SUBJECT, TEXT, at);
    }

    static CloseEnquiry close(Instant at) {
        return new CloseEnquiry(ENQUIRY, at);
    }

    static EnquiryClosed closed(Instant at) {
        return new EnquiryClosed(ENQUIRY, "idm", SUBJECT, at);
    }

    /** As enquiries ended once. */
    static EnquiryExpired expired(Instant at) {
        return new EnquiryExpired(ENQUIRY, "idm", SUBJECT, at);
    }

    static EnquiryState state(EnquiryEvent... history) {
        return EnquiryState.of(Stream.of(history));
    }
}
