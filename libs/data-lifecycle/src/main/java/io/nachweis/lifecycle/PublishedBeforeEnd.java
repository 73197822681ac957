package io.nachweis.lifecycle;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.facts.UnpublishedEntries;
import io.nachweis.personal.KeyScope;
import io.nachweis.starter.OwnEntries;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Keeps the keys of cases until what is announced about them is published: afterwards nobody could say any more whom it was
 * about.
 */
class PublishedBeforeEnd {

    private final List<BeforeEnd> before;
    private final UnpublishedEntries unpublished;
    private final OwnEntries entries;
    private final EntryCases cases;

    PublishedBeforeEnd(List<BeforeEnd> before, UnpublishedEntries unpublished, OwnEntries entries, EntryTypes types) {
        this.before = List.copyOf(before);
        this.unpublished = unpublished;
        this.entries = entries;
        this.cases = new EntryCases(types);
    }

    /**
     * Puts on record what remains to be said, and answers whether all of it is published, so that the cases can end. Until it
     * is, this is asked again.
     */
    boolean mayEnd(String controller, SubjectId subject, Predicate<KeyScope> ending, Predicate<KeyScope> stays) {
        before.forEach(each -> each.prepare(controller, subject, ending, stays));
        Set<Long> waiting = unpublished.about(subject);
        return waiting.isEmpty()
                || entries.about(controller, subject, false)
                        .filter(entry -> waiting.contains(entry.position()))
                        .flatMap(entry -> scopes(entry, subject))
                        .noneMatch(ending);
    }

    private Stream<KeyScope> scopes(Entry entry, SubjectId subject) {
        return entry.categories().values().stream()
                .distinct()
                .map(category -> new KeyScope(subject, category, cases.of(entry, category)));
    }
}
