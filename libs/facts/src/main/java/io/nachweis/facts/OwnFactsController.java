package io.nachweis.facts;

import io.nachweis.event.SubjectId;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For the services that follow this one, when Kafka cannot tell them whether they have heard everything. */
@RestController
class OwnFactsController {

    private final OwnFacts facts;

    OwnFactsController(OwnFacts facts) {
        this.facts = facts;
    }

    @GetMapping(path = "/internal/facts", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] after(@RequestParam long after) {
        return facts.after(after).toJson();
    }

    @GetMapping(path = "/internal/facts/of/{subject}", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] about(@PathVariable SubjectId subject) {
        return facts.about(subject).toJson();
    }
}
