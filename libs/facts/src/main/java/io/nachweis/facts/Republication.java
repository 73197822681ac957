package io.nachweis.facts;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.events.ProcessorReset;
import java.time.Duration;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Publishes again what a broker may have lost. Whoever heard it before ignores it. */
@RestController
@RequestMapping("/api/v1/operations/${nachweis.service}/publication")
class Republication {

    /** @param from the position of the first entry of the log whose facts are published again */
    record Order(@Nullable Long from) {}

    private final ProcessorReset reset;
    private final EventStore log;
    private final DomainClock clock;
    private final Duration atStart;

    /** @param atStart what was recorded so long ago, and since, is published again at each start */
    Republication(ProcessorReset reset, EventStore log, DomainClock clock, Duration atStart) {
        this.reset = reset;
        this.log = log;
        this.clock = clock;
        this.atStart = atStart;
    }

    @PostMapping("/republish")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void republish(@RequestBody Order order) {
        if (order.from() == null || order.from() < 0) {
            throw PlatformProblem.INVALID_FIELD.about("from");
        }
        reset.toPosition(FactPublisher.GROUP, order.from());
    }

    @EventListener
    void republish(ApplicationReadyEvent ready) {
        if (atStart.isPositive()) {
            TrackingToken before = log.createTokenAt(clock.now().minus(atStart));
            reset.toPosition(
                    FactPublisher.GROUP, before == null ? 0 : before.position().orElseThrow() + 1);
        }
    }
}
