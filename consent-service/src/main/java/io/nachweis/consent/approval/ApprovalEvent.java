package io.nachweis.consent.approval;

import io.nachweis.event.EntryType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The whole life of an approval. It names nobody: who asked and who decided are keyed hashes that differ from approval to
 * approval; see {@link StaffPseudonyms}.
 */
public sealed interface ApprovalEvent {

    UUID approval();

    String controller();

    /**
     * Somebody asks for what the policy has a second person approve.
     *
     * @param action as the policy lists it
     * @param request exactly what is to be done
     * @param sha256 of controller, action and request in canonical JSON
     * @param expiresAt from when on nobody can approve it any more
     */
    @EntryType("approval.requested.v1")
    record ApprovalRequested(
            UUID approval,
            String controller,
            String action,
            List<Part> request,
            String sha256,
            String requestedBy,
            Instant requestedAt,
            Instant expiresAt)
            implements ApprovalEvent {

        public ApprovalRequested {
            request = List.copyOf(request);
        }
    }

    /**
     * A part of what is to be done.
     *
     * @param what such as the service in which it is done
     * @param sha256 of exactly that
     */
    record Part(String what, String sha256) {}

    /**
     * A second person approves. It is done from here on.
     *
     * @param role in which they decide; as in what follows
     */
    @EntryType("approval.granted.v1")
    record ApprovalGranted(
            UUID approval, String controller, String decidedBy, String role, Reason reason, Instant decidedAt)
            implements ApprovalEvent {}

    /** The officer or an approver objects, which ends it. */
    @EntryType("approval.objected.v1")
    record ApprovalObjected(
            UUID approval, String controller, String decidedBy, String role, Reason reason, Instant decidedAt)
            implements ApprovalEvent {}

    /** Who asked does so no more. */
    @EntryType("approval.taken-back.v1")
    record ApprovalTakenBack(UUID approval, String controller, Reason reason, Instant decidedAt)
            implements ApprovalEvent {}

    /** What was approved is done, and so cannot be done by this approval again. */
    @EntryType("approval.carried-out.v1")
    record ApprovalCarriedOut(UUID approval, String controller, Instant carriedOutAt) implements ApprovalEvent {}

    /** What would be done is not what was asked for any more, and so nothing is done. */
    @EntryType("approval.outdated.v1")
    record ApprovalOutdated(UUID approval, String controller, Instant outdatedAt) implements ApprovalEvent {}
}
