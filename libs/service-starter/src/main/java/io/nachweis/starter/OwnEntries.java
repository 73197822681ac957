package io.nachweis.starter;

import static java.util.Objects.requireNonNull;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.Slice;
import io.nachweis.evidence.SubjectEntries;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.security.core.Authentication;

/** What this service's log says about a person, as far as a reader of a controller may see it. */
public final class OwnEntries {

    private static final Set<String> SEE_DISCLOSURES = Set.of("ROLE_privacy-desk", "ROLE_dpo");

    private final SubjectEntries entries;
    private final MessageSource words;

    /** @param words of the service, and of its libraries, for each type of entry: {@code entry.<type>} */
    public OwnEntries(SubjectEntries entries, MessageSource words) {
        this.entries = entries;
        this.words = words;
    }

    /**
     * A slice of them, each with its words. An auditor sees that something was said, not what.
     *
     * @param after {@link Slice#START}, or the {@code next} of the slice before
     */
    public Slice<Entry> about(
            String controller, SubjectId subject, Authentication reader, Locale language, long after) {
        boolean withDisclosures =
                reader.getAuthorities().stream().anyMatch(role -> SEE_DISCLOSURES.contains(role.getAuthority()));
        Slice<Entry> slice = about(controller, subject, withDisclosures, after);
        return new Slice<>(
                slice.items().stream()
                        .map(entry -> entry.saying(words(entry.type(), language)))
                        .toList(),
                slice.next());
    }

    private String words(String type, Locale language) {
        return requireNonNull(words.getMessage("entry." + type, null, type, language));
    }

    /** A slice of them, with what is personal in the open or not. */
    public Slice<Entry> about(String controller, SubjectId subject, boolean withDisclosures, long after) {
        Slice<Entry> slice = entries.about(subject, withDisclosures, after);
        Slice<Entry> first = after == Slice.START ? slice : entries.about(subject, false, Slice.START);
        return isOf(controller, subject, first) ? slice : new Slice<>(List.of(), null);
    }

    /** All of them, oldest first. */
    public Stream<Entry> about(String controller, SubjectId subject, boolean withDisclosures) {
        Slice<Entry> first = entries.about(subject, withDisclosures, Slice.START);
        return isOf(controller, subject, first)
                ? Slice.all(first, after -> entries.about(subject, withDisclosures, after))
                : Stream.empty();
    }

    /**
     * A pseudonym is made under one controller's secret; whoever has one of another controller's learns nothing here. Not
     * every entry repeats whose it is, so the first one that does speaks for all.
     */
    private boolean isOf(String controller, SubjectId subject, Slice<Entry> first) {
        return Slice.all(first, after -> entries.about(subject, false, after))
                .map(entry -> entry.data().path("controller").asString(""))
                .filter(named -> !named.isEmpty())
                .findFirst()
                .filter(controller::equals)
                .isPresent();
    }
}
