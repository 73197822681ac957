package io.nachweis.starter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** For how long what people have to do is overdue, in seconds and 0 in time: the numbers to raise an alarm on. */
public abstract class OverdueGauges {

    private static final Logger log = LoggerFactory.getLogger(OverdueGauges.class);

    private static final Duration PERIOD = Duration.ofSeconds(15);

    private final DomainClock clock;
    private final ScheduledExecutorService threads;
    private final MultiGauge overdue;

    protected OverdueGauges(
            String name,
            String description,
            DomainClock clock,
            ScheduledExecutorService threads,
            MeterRegistry meters) {
        this.clock = clock;
        this.threads = threads;
        this.overdue = MultiGauge.builder(name)
                .description(description)
                .baseUnit("seconds")
                .register(meters);
    }

    /** @param until null where nothing is to be done */
    public record Deadline(Tags tags, @Nullable Instant until) {

        private Row<?> row(Instant now) {
            long seconds = until == null ? 0 : Duration.between(until, now).toSeconds();
            return Row.of(tags, Math.max(0, seconds));
        }
    }

    protected abstract Stream<Deadline> deadlines();

    @EventListener
    public final void schedule(ApplicationReadyEvent ready) {
        var _ = threads.scheduleWithFixedDelay(this::measure, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
    }

    private void measure() {
        try {
            Instant now = clock.now();
            overdue.register(
                    deadlines().<Row<?>>map(deadline -> deadline.row(now)).toList(), true);
        } catch (RuntimeException e) {
            // They stay as they were, and of an outage others tell.
            if (!Outage.isBehind(e)) {
                log.error("Nobody can say what is overdue: {}", e.getClass().getSimpleName());
            }
        }
    }
}
