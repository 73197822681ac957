package io.nachweis.rights.decision;

import io.nachweis.contracts.Fact.ErasedCategory;
import io.nachweis.contracts.Fact.KeptCategory;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.rights.decision.RightsCommand.Deadline;
import io.nachweis.rights.decision.RightsCommand.ReceiveRequest;
import io.nachweis.rights.decision.RightsCommand.RecordReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

final class Examples {

    static final UUID REQUEST = new UUID(1, 2);
    static final SubjectId PERSON = SubjectId.of("1." + "A".repeat(43));
    static final Instant MONDAY = Instant.parse("2026-11-23T10:00:00Z");
    static final Instant TUESDAY = Instant.parse("2026-11-24T10:00:00Z");
    static final Deadline DUE = new Deadline(
            LocalDate.parse("2026-12-23"), Instant.parse("2026-12-23T23:00:00Z"), List.of("Received on Monday"));
    static final Deadline LATER = new Deadline(
            LocalDate.parse("2027-02-23"), Instant.parse("2027-02-23T23:00:00Z"), List.of("Received on Monday"));
    static final Personal<String> REASON = Personal.of("because");
    static final List<ErasedCategory> ERASED = List.of(new ErasedCategory("enquiries", 2));
    static final List<KeptCategory> KEPT =
            List.of(new KeptCategory("consent-records", 3, "Art. 17(3)(e) GDPR", LocalDate.parse("2029-11-23")));

    private Examples() {}

    static ReceiveRequest receive(RequestKind kind) {
        return new ReceiveRequest(
                REQUEST,
                "idm",
                PERSON,
                Personal.of(EmailAddress.of("ada@example.org")),
                kind,
                Intake.FORM,
                "de",
                true,
                MONDAY,
                MONDAY,
                DUE);
    }

    static RecordReport report(String service) {
        return report("idm", PERSON, service);
    }

    static RecordReport report(String controller, SubjectId subject, String service) {
        return new RecordReport(REQUEST, controller, subject, service, ERASED, KEPT, TUESDAY);
    }
}
