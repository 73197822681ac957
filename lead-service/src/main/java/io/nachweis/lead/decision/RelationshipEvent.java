package io.nachweis.lead.decision;

import io.nachweis.event.DataCategory;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.EntryType;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The whole life of a business relationship with one person. Its personal part has a key of its own, which ends with it. */
@DataCategory(value = RelationshipEvent.CATEGORY, perCase = "relationship")
public sealed interface RelationshipEvent {

    /** The category of the policy that says what is stored of customers' contacts and for how long. */
    String CATEGORY = "contract-contacts";

    UUID relationship();

    String controller();

    SubjectId subject();

    /** Somebody speaks for a customer from that day on; see {@link ContactDetails}. */
    @EntryType("relationship.begun.v1")
    record RelationshipBegun(
            UUID relationship,
            String controller,
            SubjectId subject,
            @Nullable Personal<EmailAddress> email,
            @Nullable Personal<String> role,
            @Nullable Personal<String> contract,
            Personal<Boolean> technicalContact,
            LocalDate since,
            Instant recordedAt)
            implements RelationshipEvent {

        ContactDetails contact() {
            return new ContactDetails(email, role, contract, technicalContact, since);
        }
    }

    /** All of it anew, such as another role. */
    @EntryType("relationship.changed.v1")
    record RelationshipChanged(
            UUID relationship,
            String controller,
            SubjectId subject,
            @Nullable Personal<EmailAddress> email,
            @Nullable Personal<String> role,
            @Nullable Personal<String> contract,
            Personal<Boolean> technicalContact,
            LocalDate since,
            Instant recordedAt)
            implements RelationshipEvent {

        ContactDetails contact() {
            return new ContactDetails(email, role, contract, technicalContact, since);
        }
    }

    /** @param endedOn its last day */
    @EntryType("relationship.ended.v1")
    record RelationshipEnded(
            UUID relationship, String controller, SubjectId subject, LocalDate endedOn, Instant recordedAt)
            implements RelationshipEvent {}

    /** It goes on, though an end was on record. */
    @EntryType("relationship.resumed.v1")
    record RelationshipResumed(UUID relationship, String controller, SubjectId subject, Instant recordedAt)
            implements RelationshipEvent {}

    /** There was none: it was recorded by mistake. */
    @EntryType("relationship.revoked.v1")
    record RelationshipRevoked(UUID relationship, String controller, SubjectId subject, Instant revokedAt)
            implements RelationshipEvent {}
}
