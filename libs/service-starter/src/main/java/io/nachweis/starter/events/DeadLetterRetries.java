package io.nachweis.starter.events;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.EventProcessingConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Tries what was put aside again: after every start, since a new version may have the cure, and from time to time. */
class DeadLetterRetries {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterRetries.class);

    private static final Duration PERIOD = Duration.ofMinutes(5);

    private final List<String> groups;
    private final EventProcessingConfiguration processing;
    private final ScheduledExecutorService threads;

    DeadLetterRetries(List<String> groups, EventProcessingConfiguration processing, ScheduledExecutorService threads) {
        this.groups = groups;
        this.processing = processing;
        this.threads = threads;
    }

    @EventListener
    void schedule(ApplicationReadyEvent ready) {
        if (!groups.isEmpty()) {
            var _ = threads.scheduleWithFixedDelay(this::retry, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Goes on with a group as long as whole sequences succeed; one that fails again is the last to be touched. */
    void retry() {
        for (String group : groups) {
            try {
                processing.sequencedDeadLetterProcessor(group).ifPresent(letters -> {
                    for (boolean succeeded = true; succeeded; ) {
                        succeeded = letters.processAny();
                    }
                });
            } catch (RuntimeException e) {
                log.warn(
                        "What {} put aside cannot be tried now: {}",
                        group,
                        e.getClass().getName());
            }
        }
    }
}
