package io.nachweis.starter.web;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.Slice;
import io.nachweis.starter.OwnEntries;
import java.util.Locale;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What this service's log says about a person, for the one that merges the histories of all services. */
@RestController
class SubjectEntriesController {

    private final OwnEntries entries;

    SubjectEntriesController(OwnEntries entries) {
        this.entries = entries;
    }

    @GetMapping("/internal/{controller}/subjects/{subject}/entries")
    @PreAuthorize("hasAnyRole('privacy-desk', 'dpo', 'auditor')")
    Slice<Entry> about(
            @PathVariable String controller,
            @PathVariable SubjectId subject,
            @RequestParam(defaultValue = Slice.START + "") long after,
            Authentication caller,
            Locale reader) {
        return entries.about(controller, subject, caller, reader, after);
    }
}
