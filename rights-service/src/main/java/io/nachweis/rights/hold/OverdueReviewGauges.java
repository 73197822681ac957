package io.nachweis.rights.hold;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** For how long the review of a legal hold is overdue: the numbers to raise an alarm on. */
@Component
class OverdueReviewGauges {

    private static final Logger log = LoggerFactory.getLogger(OverdueReviewGauges.class);

    private static final Duration PERIOD = Duration.ofSeconds(15);

    private final ReviewDates dates;
    private final Controllers controllers;
    private final DomainClock clock;
    private final ScheduledExecutorService threads;
    private final MultiGauge overdue;

    OverdueReviewGauges(
            ReviewDates dates,
            Controllers controllers,
            DomainClock clock,
            @Qualifier("processorThreads") ScheduledExecutorService threads,
            MeterRegistry meters) {
        this.dates = dates;
        this.controllers = controllers;
        this.clock = clock;
        this.threads = threads;
        this.overdue = MultiGauge.builder("nachweis.hold.review.overdue")
                .description("For how long the legal hold has not been reviewed whose review was due first; 0 in time")
                .baseUnit("seconds")
                .register(meters);
    }

    @EventListener
    void schedule(ApplicationReadyEvent ready) {
        var _ = threads.scheduleWithFixedDelay(this::measure, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
    }

    private void measure() {
        try {
            Instant now = clock.now();
            overdue.register(
                    controllers.all().stream()
                            .map(policy -> row(policy.id(), now))
                            .toList(),
                    true);
        } catch (RuntimeException e) {
            // They stay as they were, and of an outage others tell.
            if (!Outage.isBehind(e)) {
                log.error("Nobody can say what is overdue: {}", e.getClass().getSimpleName());
            }
        }
    }

    private Row<?> row(String controller, Instant now) {
        long seconds = dates.first(controller)
                .map(due -> Duration.between(due, now).toSeconds())
                .orElse(0L);
        return Row.of(Tags.of("controller", controller), Math.max(0, seconds));
    }
}
