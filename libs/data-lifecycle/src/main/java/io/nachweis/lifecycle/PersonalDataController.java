package io.nachweis.lifecycle;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Slice;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For the service that answers requests for access. */
@RestController
class PersonalDataController {

    private final OwnPersonalData own;

    PersonalDataController(OwnPersonalData own) {
        this.own = own;
    }

    @GetMapping("/internal/{controller}/subjects/{subject}/personal-data")
    PersonalData about(
            @PathVariable String controller,
            @PathVariable SubjectId subject,
            @RequestParam(defaultValue = Slice.START + "") long after) {
        return own.about(controller, subject, after);
    }
}
