package io.nachweis.starter;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.SubjectEntries;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;

/** What this service's log says about a person, as far as a reader of a controller may see it. */
public final class OwnEntries {

    private static final Set<String> SEE_DISCLOSURES = Set.of("ROLE_privacy-desk", "ROLE_dpo");

    private final SubjectEntries entries;

    public OwnEntries(SubjectEntries entries) {
        this.entries = entries;
    }

    /** Oldest first. An auditor sees that something was said, not what. */
    public List<Entry> about(String controller, SubjectId subject, Authentication reader) {
        boolean withDisclosures =
                reader.getAuthorities().stream().anyMatch(role -> SEE_DISCLOSURES.contains(role.getAuthority()));
        return about(controller, subject, withDisclosures);
    }

    /** Oldest first, with what is personal in the open or not. */
    public List<Entry> about(String controller, SubjectId subject, boolean withDisclosures) {
        List<Entry> all = entries.about(subject, withDisclosures);
        Set<String> streams = all.stream()
                .filter(entry -> names(controller, entry))
                .flatMap(entry -> Stream.ofNullable(entry.stream()))
                .collect(Collectors.toSet());
        return all.stream()
                .filter(entry -> names(controller, entry) || continues(streams, entry))
                .toList();
    }

    /** A pseudonym is made under one controller's secret; whoever has one of another controller's learns nothing here. */
    private static boolean names(String controller, Entry entry) {
        return entry.data().path("controller").asString("").equals(controller);
    }

    /** Not every entry repeats whose it is: it is the controller's that the others of its stream name. */
    private static boolean continues(Set<String> streams, Entry entry) {
        return !entry.data().has("controller") && entry.stream() != null && streams.contains(entry.stream());
    }
}
