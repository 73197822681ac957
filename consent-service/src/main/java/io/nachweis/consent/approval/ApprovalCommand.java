package io.nachweis.consent.approval;

import io.nachweis.consent.approval.ApprovalEvent.ApprovalRequested;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Everything one can do about an approval; the components mean what they mean in the events. */
sealed interface ApprovalCommand {

    @TargetAggregateIdentifier
    UUID approval();

    record RequestApproval(UUID approval, ApprovalRequested event) implements ApprovalCommand {

        RequestApproval(ApprovalRequested event) {
            this(event.approval(), event);
        }
    }

    /** @param roles all that who decides has */
    record Decide(
            UUID approval, Decision decision, Reason reason, String decidedBy, Set<String> roles, Instant decidedAt)
            implements ApprovalCommand {

        public Decide {
            roles = Set.copyOf(roles);
        }
    }

    record CarriedOut(UUID approval, Instant at) implements ApprovalCommand {}

    record EndOutdated(UUID approval, Instant at) implements ApprovalCommand {}
}
