package io.nachweis.lead.decision;

import io.nachweis.event.DataCategory;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.EndOfRetention;
import io.nachweis.event.EntryType;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The whole life of an enquiry. Its personal part has a key of its own, which ends with it. */
@DataCategory(value = EnquiryEvent.CATEGORY, perCase = "enquiry")
public sealed interface EnquiryEvent {

    /** The category of the policy that says what an enquiry stores and for how long. */
    String CATEGORY = "enquiries";

    UUID enquiry();

    String controller();

    SubjectId subject();

    /**
     * @param others what else the controller's form asks for, by the names of its fields; null where it asks for nothing
     *     else, and in entries that are older than this component
     * @param message null where more came in about the address than is put on record
     * @param leftOutUntil until when nothing that comes in about it is put on record: this entry stands for all of it
     * @param receipt whether a mail says that it arrived; too many of those to one address would be a nuisance
     */
    @EntryType("enquiry.received.v1")
    record EnquiryReceived(
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
            implements EnquiryEvent {}

    @EntryType("enquiry.answered.v1")
    record EnquiryAnswered(
            UUID enquiry, String controller, UUID answer, SubjectId subject, Personal<String> text, Instant answeredAt)
            implements EnquiryEvent {}

    /** Nothing more is to be done about it. */
    @EntryType("enquiry.closed.v1")
    record EnquiryClosed(UUID enquiry, String controller, SubjectId subject, Instant closedAt)
            implements EnquiryEvent {}

    /** Of before the policy's rule ended it, and no other: it was closed, or the last contact was, long enough ago. */
    @EntryType("enquiry.expired.v1")
    record EnquiryExpired(UUID enquiry, String controller, SubjectId subject, Instant expiredAt)
            implements EnquiryEvent, EndOfRetention {

        @Override
        public Optional<String> endedCategory() {
            return Optional.of(CATEGORY);
        }
    }
}
