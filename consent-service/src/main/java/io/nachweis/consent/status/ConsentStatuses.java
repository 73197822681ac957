package io.nachweis.consent.status;

import io.nachweis.consent.decision.ConsentCommand;
import io.nachweis.consent.decision.ConsentOutcome;
import io.nachweis.consent.decision.Standing;
import io.nachweis.consent.ledger.Ledger;
import io.nachweis.consent.ledger.Wordings;
import io.nachweis.consent.source.AsOf;
import io.nachweis.consent.source.SourceAnswer;
import io.nachweis.consent.source.SourceAnswer.Asked;
import io.nachweis.consent.source.SourceAnswer.Silent;
import io.nachweis.consent.source.Sources;
import io.nachweis.consent.status.ConsentStatus.Reason;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.event.SubjectId;
import io.nachweis.policy.ControllerPolicy.Purpose;
import io.nachweis.policy.Explanation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Answers from the ledger and, where it is behind a service, from what that service says when it is asked. A yes needs
 * every service; a withdrawal on record stays a no, since what was not heard could only be a newer consent.
 */
@Component
public class ConsentStatuses {

    /** Only heard, so it is in no stream yet. */
    private static final UUID NO_STREAM = new UUID(0, 0);

    private final Ledger ledger;
    private final Sources sources;
    private final Wordings wordings;

    ConsentStatuses(Ledger ledger, Sources sources, Wordings wordings) {
        this.ledger = ledger;
        this.sources = sources;
        this.wordings = wordings;
    }

    public ConsentStatus of(String controller, SubjectId subject, Purpose purpose) {
        // Asked first, so that the answer is never older than it says.
        List<SourceAnswer> answers = sources.about(subject);
        Standing standing = ledger.standing(controller, subject, purpose.id());
        for (SourceAnswer answer : answers) {
            if (answer instanceof Asked asked) {
                standing = with(asked.facts(), standing, controller, subject, purpose);
            }
        }
        boolean isCertain = answers.stream().noneMatch(Silent.class::isInstance);
        Map<String, @Nullable AsOf> asOf = new TreeMap<>();
        answers.forEach(answer -> asOf.put(answer.source(), answer.asOf()));
        return standing.outcome()
                .map(outcome -> status(outcome, isCertain, purpose, asOf))
                .orElseGet(() -> no(isCertain ? Reason.NEVER_GIVEN : Reason.UNKNOWN, asOf));
    }

    private Standing with(
            List<PublishedFact> facts, Standing standing, String controller, SubjectId subject, Purpose purpose) {
        Standing merged = standing;
        for (PublishedFact told : facts) {
            if (told.data() instanceof Fact.OfConsent fact
                    && fact.controller().equals(controller)
                    && fact.purpose().equals(purpose.id())
                    && (!(fact instanceof Fact.ConsentGiven given) || wordings.include(given))) {
                merged = merged.with(ConsentCommand.heard(NO_STREAM, subject, told.source(), told.id(), fact));
            }
        }
        return merged;
    }

    private static ConsentStatus status(
            ConsentOutcome outcome, boolean isCertain, Purpose purpose, Map<String, @Nullable AsOf> asOf) {
        if (!outcome.allowed()) {
            return new ConsentStatus(false, null, outcome.since(), asOf, Reason.WITHDRAWN);
        }
        return isCertain
                ? new ConsentStatus(true, Explanation.key(purpose.basis()), outcome.since(), asOf, Reason.GIVEN)
                : no(Reason.UNKNOWN, asOf);
    }

    private static ConsentStatus no(Reason reason, Map<String, @Nullable AsOf> asOf) {
        return new ConsentStatus(false, null, null, asOf, reason);
    }
}
