package io.nachweis.lifecycle;

import io.nachweis.evidence.Erasure;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Completes what has begun to be erased, many at once, so that whoever begins an erasure need not wait for its end. */
class CompleteErasures {

    private static final Logger log = LoggerFactory.getLogger(CompleteErasures.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Erasure erasure;
    private final ScheduledExecutorService threads;

    CompleteErasures(Erasure erasure, ScheduledExecutorService threads) {
        this.erasure = erasure;
        this.threads = threads;
    }

    @EventListener
    void schedule(ApplicationReadyEvent ready) {
        var _ = threads.scheduleWithFixedDelay(this::complete, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void complete() {
        try {
            erasure.complete();
        } catch (RuntimeException e) {
            log.warn("Erasures wait to be completed: {}", e.getClass().getName());
        }
    }
}
