package io.nachweis.consent.approval;

import io.nachweis.consent.approval.ApprovalCommand.Decide;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalCarriedOut;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalGranted;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalObjected;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalOutdated;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalRequested;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalTakenBack;
import io.nachweis.consent.approval.ApprovalEvent.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Anna asks, and Ben is the second person. */
final class ApprovalExamples {

    static final UUID APPROVAL = UUID.fromString("2f2e8b0c-7d6e-4a53-9b0a-0a1c1d0f2a01");
    static final Instant EIGHT = Instant.parse("2026-03-02T08:00:00Z");
    static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    static final Instant EXPIRES = EIGHT.plus(Duration.ofDays(7));

    static final String ANNA = "hF0f6W1sN9y2Qv3mK8xZtB4rC7uJpE5aDgLiOeYnXwA";
    static final String BEN = "Zt7QmB2nX9vK4sR1cY6wH8pL3jG5fD0aUeTiOyNhMkE";

    private ApprovalExamples() {}

    static ApprovalRequested requested() {
        return new ApprovalRequested(
                APPROVAL,
                "idm",
                "retention-rules",
                List.of(new Part("consent", "a".repeat(64)), new Part("lead", "b".repeat(64))),
                "c".repeat(64),
                ANNA,
                EIGHT,
                EXPIRES);
    }

    static Decide decides(Decision decision, String who, String... roles) {
        return decides(decision, who, NINE, roles);
    }

    static Decide decides(Decision decision, String who, Instant at, String... roles) {
        return new Decide(APPROVAL, decision, Reason.EXAMINED, who, Set.of(roles), at);
    }

    static ApprovalGranted granted() {
        return new ApprovalGranted(APPROVAL, "idm", BEN, "approver", Reason.EXAMINED, NINE);
    }

    static ApprovalObjected objected(String role) {
        return new ApprovalObjected(APPROVAL, "idm", BEN, role, Reason.EXAMINED, NINE);
    }

    static ApprovalTakenBack takenBack() {
        return new ApprovalTakenBack(APPROVAL, "idm", Reason.EXAMINED, NINE);
    }

    static ApprovalCarriedOut carriedOut() {
        return new ApprovalCarriedOut(APPROVAL, "idm", NINE);
    }

    static ApprovalOutdated outdated() {
        return new ApprovalOutdated(APPROVAL, "idm", NINE);
    }
}
