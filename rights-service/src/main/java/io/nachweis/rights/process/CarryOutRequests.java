package io.nachweis.rights.process;

import io.nachweis.rights.decision.Ending;
import io.nachweis.rights.decision.RightsEvent;
import io.nachweis.rights.decision.RightsEvent.IdentityProven;
import io.nachweis.rights.decision.RightsEvent.MailboxProven;
import io.nachweis.rights.decision.RightsEvent.RequestClosed;
import io.nachweis.rights.process.PendingRequests.Turn;
import io.nachweis.starter.events.ParallelTasks;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Carries out what was proven, and undoes a withdrawal that was not its person's. Before anything is tried it stands among
 * what waits, so that a crash at any step loses nothing; what waits for a service is tried again and again, and holds up
 * nobody else.
 */
@Component
@ProcessingGroup("process")
class CarryOutRequests {

    private static final Logger log = LoggerFactory.getLogger(CarryOutRequests.class);

    private static final int AT_ONCE = 100;

    private final PendingRequests pending;
    private final RequestProcess process;
    private final ParallelTasks tasks;

    /** Of real time, which retries are measured in. */
    private final Clock clock = Clock.systemUTC();

    CarryOutRequests(PendingRequests pending, RequestProcess process, ParallelTasks tasks) {
        this.pending = pending;
        this.process = process;
        this.tasks = tasks;
    }

    @EventHandler
    void on(MailboxProven event) {
        begin(event, event.provenAt());
    }

    @EventHandler
    void on(IdentityProven event) {
        begin(event, event.provenAt());
    }

    @EventHandler
    void on(RequestClosed event) {
        if (event.ending() == Ending.NOT_MINE) {
            begin(event, event.closedAt());
        }
    }

    void begin(RightsEvent event, Instant since) {
        Instant now = clock.instant();
        pending.put(event.request(), since, now);
        tasks.each(pending.claim(event.request(), now).stream().toList(), this::tryOnce);
    }

    @Scheduled(fixedDelayString = "${rights.process.every:1s}")
    void goOn() {
        Instant now = clock.instant();
        try {
            for (List<Turn> some = claim(now); !some.isEmpty(); some = claim(now)) {
                tasks.each(some, this::tryOnce);
            }
        } catch (RuntimeException e) {
            log.warn("Requests have to wait: {}", e.getClass().getName());
        }
    }

    private List<Turn> claim(Instant now) {
        return Stream.generate(() -> pending.claim(now))
                .limit(AT_ONCE)
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether it is done. One that fails is tried again later and holds up no other. */
    private boolean tryOnce(Turn turn) {
        UUID request = turn.request();
        try {
            Set<String> silent = process.goOn(request);
            if (silent.isEmpty()) {
                pending.done(turn);
                return true;
            }
            pending.note(request, silent);
        } catch (RuntimeException e) {
            log.warn("Request {} has to wait: {}", request, e.getClass().getName());
        }
        pending.retryLater(turn, clock.instant());
        return false;
    }
}
