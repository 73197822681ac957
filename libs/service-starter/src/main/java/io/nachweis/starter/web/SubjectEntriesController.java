package io.nachweis.starter.web;

import io.nachweis.evidence.Entry;
import io.nachweis.evidence.SubjectEntries;
import io.nachweis.personal.SubjectId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What this service's log says about a person, for the one that merges the histories of all services. */
@RestController
class SubjectEntriesController {

    private final SubjectEntries entries;

    SubjectEntriesController(SubjectEntries entries) {
        this.entries = entries;
    }

    /** Oldest first. An auditor sees that something was said, not what. */
    @GetMapping("/internal/{controller}/subjects/{subject}/entries")
    @PreAuthorize("hasAnyRole('privacy-desk', 'dpo', 'auditor')")
    List<Entry> about(@PathVariable String controller, @PathVariable SubjectId subject, Authentication caller) {
        List<Entry> all = entries.about(subject, maySeeDisclosures(caller));
        Set<String> streams = all.stream()
                .filter(entry -> names(controller, entry))
                .flatMap(entry -> Stream.ofNullable(entry.stream()))
                .collect(Collectors.toSet());
        return all.stream()
                .filter(entry -> names(controller, entry) || continues(streams, entry))
                .toList();
    }

    private static boolean maySeeDisclosures(Authentication caller) {
        return caller.getAuthorities().stream()
                .anyMatch(role -> List.of("ROLE_privacy-desk", "ROLE_dpo").contains(role.getAuthority()));
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
