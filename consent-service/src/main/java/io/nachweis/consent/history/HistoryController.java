package io.nachweis.consent.history;

import io.nachweis.event.SubjectId;
import java.util.Locale;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Every entry about a person in every service. Auditors see that there is personal data, and not what it says. */
@RestController
class HistoryController {

    private final Histories histories;

    HistoryController(Histories histories) {
        this.histories = histories;
    }

    @GetMapping("/api/v1/{controller}/subjects/{subject}/history")
    @PreAuthorize("hasAnyRole('privacy-desk', 'dpo', 'auditor')")
    History history(
            @PathVariable String controller,
            @PathVariable SubjectId subject,
            JwtAuthenticationToken caller,
            Locale reader) {
        return histories.of(controller, subject, caller, reader);
    }
}
