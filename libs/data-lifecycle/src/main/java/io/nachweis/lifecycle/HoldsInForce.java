package io.nachweis.lifecycle;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.WithheldEvents;
import io.nachweis.lifecycle.RetentionHold.RetentionHeld;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The legal holds that are in force, as the log has them now; found by their keys, without reading a person's entries. */
class HoldsInForce {

    private final SubjectKeys keys;
    private final WithheldEvents log;

    HoldsInForce(SubjectKeys keys, WithheldEvents log) {
        this.keys = keys;
        this.log = log;
    }

    /**
     * What is held of one person.
     *
     * @param categories of which every case is
     * @param holds what is on record of these is held as long as they stand
     */
    record Held(Set<String> categories, Set<String> holds) {

        boolean includes(String category, String caseId) {
            return categories.contains(category) || (category.equals(RetentionHold.CATEGORY) && holds.contains(caseId));
        }

        boolean includes(KeyScope scope) {
            return includes(scope.category(), scope.caseId());
        }
    }

    /** By a controller; a pseudonym from outside may be anybody's. */
    Held of(String controller, SubjectId subject) {
        return of(subject, hold -> hold.controller().equals(controller));
    }

    Held of(SubjectId subject) {
        return of(subject, _ -> true);
    }

    private Held of(SubjectId subject, Predicate<RetentionHeld> which) {
        Set<String> categories = new HashSet<>();
        Set<String> holds = new HashSet<>();
        ids(subject).stream().flatMap(id -> inForce(id).stream()).filter(which).forEach(hold -> {
            categories.addAll(hold.categories());
            holds.add(hold.hold().toString());
        });
        return new Held(categories, holds);
    }

    private List<String> ids(SubjectId subject) {
        try (Stream<KeyScope> scopes = keys.scopesOf(subject, RetentionHold.CATEGORY)) {
            return scopes.map(KeyScope::caseId).distinct().toList();
        }
    }

    private Optional<RetentionHeld> inForce(String hold) {
        String stream = RetentionHold.streamOf(UUID.fromString(hold)).toString();
        return log.of(stream, RetentionHold.class)
                .reduce((_, last) -> last)
                .filter(RetentionHeld.class::isInstance)
                .map(RetentionHeld.class::cast);
    }
}
