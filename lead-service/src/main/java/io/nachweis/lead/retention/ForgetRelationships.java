package io.nachweis.lead.retention;

import io.nachweis.event.SubjectId;
import io.nachweis.lead.decision.RelationshipEvent;
import io.nachweis.lead.link.Relationships;
import io.nachweis.lifecycle.BeforeErasure;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import io.nachweis.policy.ControllerPolicy;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** With a person ends what leads from a CRM to their relationships. */
@Component
class ForgetRelationships implements BeforeErasure {

    private final SubjectKeys keys;
    private final Relationships relationships;

    ForgetRelationships(SubjectKeys keys, Relationships relationships) {
        this.keys = keys;
        this.relationships = relationships;
    }

    @Override
    public void prepare(SubjectId subject, ControllerPolicy policy, Instant orderedAt) {
        try (Stream<KeyScope> scopes = keys.scopesOf(subject, RelationshipEvent.CATEGORY)) {
            scopes.map(scope -> UUID.fromString(scope.caseId()))
                    .filter(each -> relationships
                            .state(each)
                            .known()
                            .filter(known -> !known.begun().recordedAt().isAfter(orderedAt))
                            .isPresent())
                    .forEach(relationships::forget);
        }
    }
}
