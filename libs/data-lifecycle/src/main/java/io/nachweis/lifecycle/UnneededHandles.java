package io.nachweis.lifecycle;

import io.nachweis.event.SubjectId;
import io.nachweis.personal.Handles;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Destroys what leads from a person to their streams, when nothing is left in those. */
class UnneededHandles {

    /** What is left to prove that an erasure was carried out, or that something was held, leads to no stream. */
    private static final Set<String> PROOFS = Set.of(ErasureEvent.CATEGORY, RetentionHold.CATEGORY);

    private final SubjectKeys keys;
    private final Handles handles;

    UnneededHandles(SubjectKeys keys, Handles handles) {
        this.keys = keys;
        this.handles = handles;
    }

    /** @param ended what is about to end, or has */
    void destroy(KeyScope ended) {
        SubjectId subject = ended.subject();
        try (Stream<KeyScope> scopes = keys.scopesOf(subject)) {
            if (scopes.filter(scope -> !scope.equals(ended) && !PROOFS.contains(scope.category()))
                    .noneMatch(this::isAlive)) {
                handles.destroyAll(subject);
            }
        }
    }

    private boolean isAlive(KeyScope scope) {
        List<String> ids = keys.idsOf(scope);
        return !keys.endedAmong(ids).containsAll(ids);
    }
}
