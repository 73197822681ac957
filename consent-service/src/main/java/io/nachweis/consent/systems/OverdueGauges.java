package io.nachweis.consent.systems;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.nachweis.consent.systems.SystemRegister.Standing;
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

/** For how long each system's attestation is overdue: the numbers to raise an alarm on. */
@Component
class OverdueGauges {

    private static final Logger log = LoggerFactory.getLogger(OverdueGauges.class);

    private static final Duration PERIOD = Duration.ofSeconds(15);

    private final SystemRegister register;
    private final DomainClock clock;
    private final ScheduledExecutorService threads;
    private final MultiGauge overdue;

    OverdueGauges(
            SystemRegister register,
            DomainClock clock,
            @Qualifier("processorThreads") ScheduledExecutorService threads,
            MeterRegistry meters) {
        this.register = register;
        this.clock = clock;
        this.threads = threads;
        this.overdue = MultiGauge.builder("nachweis.attestation.overdue")
                .description("For how long nobody has attested a system that should have been; 0 in time")
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
            overdue.register(register.all().map(standing -> row(standing, now)).toList(), true);
        } catch (RuntimeException e) {
            // They stay as they were, and of an outage others tell.
            if (!Outage.isBehind(e)) {
                log.error("Nobody can say what is overdue: {}", e.getClass().getSimpleName());
            }
        }
    }

    private static Row<?> row(Standing standing, Instant now) {
        return Row.of(
                Tags.of(
                        "controller",
                        standing.policy().id(),
                        "system",
                        standing.what().id()),
                Math.max(0, Duration.between(standing.due().until(), now).toSeconds()));
    }
}
