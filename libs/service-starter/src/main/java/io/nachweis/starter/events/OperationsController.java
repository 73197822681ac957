package io.nachweis.starter.events;

import io.nachweis.starter.events.DeadLetterOperations.DeadLetter;
import io.nachweis.starter.events.Processors.ProcessorStatus;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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

    record Processing(List<ProcessorStatus> processors) {}

    record DeadLetterList(List<DeadLetter> deadLetters) {}

    record Released(long released) {}

    private final Processors processors;
    private final DeadLetterOperations operations;
    private final ProjectionRebuild rebuild;

    OperationsController(Processors processors, DeadLetterOperations operations, ProjectionRebuild rebuild) {
        this.processors = processors;
        this.operations = operations;
        this.rebuild = rebuild;
    }

    @GetMapping("/processors")
    Processing processors() {
        return new Processing(processors.statuses());
    }

    @GetMapping("/dead-letters")
    DeadLetterList deadLetters() {
        return new DeadLetterList(operations.all());
    }

    @PostMapping(value = "/dead-letters/{projection}/{position}/release", produces = MediaType.APPLICATION_JSON_VALUE)
    Released release(@PathVariable String projection, @PathVariable long position) {
        return new Released(operations.release(projection, position));
    }

    @PostMapping("/projections/{projection}/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void rebuild(@PathVariable String projection) {
        rebuild.begin(projection);
    }
}
