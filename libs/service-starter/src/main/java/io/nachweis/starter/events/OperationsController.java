package io.nachweis.starter.events;

import io.nachweis.starter.events.Processors.Standing;
import io.nachweis.starter.events.PutAside.DeadLetter;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What an operator sees and orders of a service's processors. Nothing here is about anybody. */
@RestController
@RequestMapping("/api/v1/operations/${nachweis.service}")
class OperationsController {

    record Processing(List<Standing> processors) {}

    record DeadLetterList(List<DeadLetter> deadLetters) {}

    record Released(long released) {}

    private final Processors processors;
    private final PutAside putAside;
    private final Rebuilding rebuilding;

    OperationsController(Processors processors, PutAside putAside, Rebuilding rebuilding) {
        this.processors = processors;
        this.putAside = putAside;
        this.rebuilding = rebuilding;
    }

    @GetMapping("/processors")
    Processing processors() {
        return new Processing(processors.standings());
    }

    @GetMapping("/dead-letters")
    DeadLetterList deadLetters() {
        return new DeadLetterList(putAside.all());
    }

    @PostMapping("/dead-letters/{projection}/{position}/release")
    Released release(@PathVariable String projection, @PathVariable long position) {
        return new Released(putAside.release(projection, position));
    }

    @PostMapping("/projections/{projection}/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void rebuild(@PathVariable String projection) {
        rebuilding.begin(projection);
    }
}
