package io.nachweis.consent.status;

import io.nachweis.event.SubjectId;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** May I, for this purpose, right now? Who is not known gets the same answer as who never consented. */
@RestController
class ConsentStatusController {

    private final ConsentStatuses statuses;
    private final Purposes purposes;

    ConsentStatusController(ConsentStatuses statuses, Purposes purposes) {
        this.statuses = statuses;
        this.purposes = purposes;
    }

    @GetMapping("/api/v1/{controller}/subjects/{subject}/purposes/{purpose}")
    @PreAuthorize("hasAnyRole('privacy-desk', 'dpo') or hasRole('app') and @purposes.areServedBy(principal, #purpose)")
    ConsentStatus mayI(@PathVariable String controller, @PathVariable SubjectId subject, @PathVariable String purpose) {
        return statuses.of(controller, subject, purposes.of(controller, purpose));
    }
}
