package io.nachweis.starter.events;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Tries what was put aside again: after every start, since a new version may have the cure, and from time to time. */
class DeadLetterRetries {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterRetries.class);

    private static final Duration PERIOD = Duration.ofMinutes(5);

    /** A retry looks through all that wait. */
    private static final int MOST_FAILURES = 200;

    private final List<String> groups;
    private final EventProcessingConfiguration processing;
    private final ScheduledExecutorService threads;

    /** Of real time, as the letters. */
    private final Clock clock = Clock.systemUTC();

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

    /** The longest untouched first, each once, until too many have failed again; those are the last the next time. */
    void retry() {
        for (String group : groups) {
            try {
                processing.sequencedDeadLetterProcessor(group).ifPresent(this::retry);
            } catch (RuntimeException e) {
                log.warn(
                        "What {} put aside cannot be tried now: {}",
                        group,
                        e.getClass().getName());
            }
        }
    }

    private void retry(SequencedDeadLetterProcessor<EventMessage<?>> letters) {
        Instant start = clock.instant();
        var isLeft = new AtomicBoolean(true);
        for (int failed = 0; isLeft.get() && failed < MOST_FAILURES; ) {
            isLeft.set(false);
            boolean succeeded = letters.process(letter -> {
                boolean isUntouched = letter.lastTouched().isBefore(start);
                isLeft.compareAndSet(false, isUntouched);
                return isUntouched;
            });
            failed += succeeded ? 0 : 1;
        }
    }
}
