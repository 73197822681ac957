package io.nachweis.lead.decision;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Everything one can ask of an enquiry. Instants come from outside; nothing here reads a clock. */
public sealed interface EnquiryCommand {

    @TargetAggregateIdentifier
    UUID enquiry();

    /**
     * @param message null where it is left out
     * @param receipt whether a mail may say that it arrived
     * @param leftOutUntil until when it and all that come in are left out; null where it is kept
     */
    record ReceiveEnquiry(
            UUID enquiry,
            String controller,
            SubjectId subject,
            Personal<EmailAddress> email,
            @Nullable Personal<String> name,
            @Nullable Personal<String> company,
            @Nullable Personal<String> role,
            @Nullable Personal<String> phone,
            @Nullable Personal<Map<String, String>> others,
            @Nullable Personal<String> message,
            String language,
            boolean receipt,
            @Nullable Instant leftOutUntil,
            Instant receivedAt)
            implements EnquiryCommand {}

    record AnswerEnquiry(UUID enquiry, UUID answer, Personal<String> text, Instant answeredAt)
            implements EnquiryCommand {}

    record CloseEnquiry(UUID enquiry, Instant closedAt) implements EnquiryCommand {}
}
