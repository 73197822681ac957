package io.nachweis.lead.decision;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.lead.decision.RelationshipCommand.RecordRelationship;
import io.nachweis.lead.decision.RelationshipCommand.RevokeRelationship;
import io.nachweis.lead.decision.RelationshipEvent.RelationshipBegun;
import io.nachweis.lead.decision.RelationshipEvent.RelationshipChanged;
import io.nachweis.lead.decision.RelationshipEvent.RelationshipEnded;
import io.nachweis.lead.decision.RelationshipEvent.RelationshipResumed;
import io.nachweis.lead.decision.RelationshipEvent.RelationshipRevoked;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words in which the tests tell what happened. One person, who speaks for one customer. */
final class RelationshipExamples {

    static final UUID RELATIONSHIP = new UUID(1, 1);
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final LocalDate LAST_DAY = LocalDate.parse("2026-10-31");
    static final SubjectId ANOTHER = SubjectId.of("1." + "B".repeat(42) + "A");
    static final ContactDetails BUYER = contact("Buyer");
    static final ContactDetails DIRECTOR = contact("Director");

    private static final SubjectId SUBJECT = SubjectId.of("1." + "A".repeat(43));

    private RelationshipExamples() {}

    private static ContactDetails contact(String role) {
        return new ContactDetails(
                Personal.of(EmailAddress.of("erika@example.org")),
                Personal.of(role),
                Personal.of("V-4711"),
                Personal.of(true),
                LocalDate.parse("2024-03-01"));
    }

    static ContactDetails withoutAddress(ContactDetails contact) {
        return new ContactDetails(
                null, contact.role(), contact.contract(), contact.technicalContact(), contact.since());
    }

    static RecordRelationship record(ContactDetails contact, @Nullable LocalDate endedOn) {
        return new RecordRelationship(RELATIONSHIP, "idm", SUBJECT, contact, endedOn, NOON);
    }

    static RelationshipBegun begun() {
        return begunWith(SUBJECT);
    }

    static RelationshipBegun begunWith(SubjectId subject) {
        return new RelationshipBegun(
                RELATIONSHIP,
                "idm",
                subject,
                BUYER.email(),
                BUYER.role(),
                BUYER.contract(),
                BUYER.technicalContact(),
                BUYER.since(),
                NOON);
    }

    static RelationshipChanged changed() {
        return new RelationshipChanged(
                RELATIONSHIP,
                "idm",
                SUBJECT,
                DIRECTOR.email(),
                DIRECTOR.role(),
                DIRECTOR.contract(),
                DIRECTOR.technicalContact(),
                DIRECTOR.since(),
                NOON);
    }

    static RelationshipEnded ended() {
        return new RelationshipEnded(RELATIONSHIP, "idm", SUBJECT, LAST_DAY, NOON);
    }

    static RelationshipResumed resumed() {
        return new RelationshipResumed(RELATIONSHIP, "idm", SUBJECT, NOON);
    }

    static RevokeRelationship revoke() {
        return new RevokeRelationship(RELATIONSHIP, NOON);
    }

    static RelationshipRevoked revoked() {
        return new RelationshipRevoked(RELATIONSHIP, "idm", SUBJECT, NOON);
    }

    static RelationshipState state(RelationshipEvent... history) {
        return RelationshipState.of(Stream.of(history));
    }
}
