package io.nachweis.lead.retention;

import io.nachweis.evidence.Erasure;
import io.nachweis.lead.decision.DownloadEvent;
import io.nachweis.personal.SubjectId;
import io.nachweis.personal.SubjectKeys;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.starter.subject.BeforeErasure;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Boxes that were ticked and wait to be handed over prove nothing; whoever wants to be erased wants no question about them. */
@Component
class EndWhatWasNotHandedOver implements BeforeErasure {

    private final SubjectKeys keys;
    private final Erasure erasure;

    EndWhatWasNotHandedOver(SubjectKeys keys, Erasure erasure) {
        this.keys = keys;
        this.erasure = erasure;
    }

    @Override
    public void prepare(SubjectId subject, ControllerPolicy policy, Instant orderedAt) {
        keys.scopesOf(subject).stream()
                .filter(scope -> scope.category().equals(DownloadEvent.CONSENTS))
                .forEach(erasure::begin);
    }
}
