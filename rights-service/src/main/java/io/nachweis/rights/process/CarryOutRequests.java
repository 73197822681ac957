package io.nachweis.rights.process;

import io.nachweis.rights.decision.RightsEvent;
import io.nachweis.rights.decision.RightsEvent.IdentityProven;
import io.nachweis.rights.decision.RightsEvent.MailboxProven;
import io.nachweis.starter.events.ParallelTasks;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Carries out what was proven. Before anything is tried it stands among what waits, so that a crash at any step loses
 * nothing; what waits for a service is tried again and again, and holds up nobody else.
 */
@Component
@ProcessingGroup("process")
class CarryOutRequests {

    private static final Logger log = LoggerFactory.getLogger(CarryOutRequests.class);

    private final PendingRequests pending;
    private final RequestProcess process;
    private final ParallelTasks tasks;

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

    private void begin(RightsEvent event, Instant since) {
        pending.put(event.request(), since);
        tasks.each(List.of(event.request()), this::tryOnce);
    }

    @Scheduled(fixedDelayString = "${rights.process.every:1s}")
    void goOn() {
        try {
            tasks.each(pending.all(), this::tryOnce);
        } catch (RuntimeException e) {
            log.warn("Requests have to wait: {}", e.getClass().getName());
        }
    }

    /** Whether it is done. One that fails is tried again next time and holds up no other. */
    private boolean tryOnce(UUID request) {
        try {
            Set<String> silent = process.goOn(request);
            if (silent.isEmpty()) {
                pending.remove(request);
                return true;
            }
            pending.note(request, silent);
        } catch (RuntimeException e) {
            log.warn("Request {} has to wait: {}", request, e.getClass().getName());
        }
        return false;
    }
}
