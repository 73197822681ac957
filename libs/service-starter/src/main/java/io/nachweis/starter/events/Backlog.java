package io.nachweis.starter.events;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.events.Processors.ProcessorStatus;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** How far each processor is behind the log, and what was put aside: the numbers to raise an alarm on. */
class Backlog {

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    private static final Duration PERIOD = Duration.ofSeconds(15);

    private final Processors processors;
    private final MeterRegistry meters;
    private final ScheduledExecutorService threads;
    private final DomainClock clock;
    private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();
    private boolean isAway;

    Backlog(Processors processors, MeterRegistry meters, ScheduledExecutorService threads, DomainClock clock) {
        this.processors = processors;
        this.meters = meters;
        this.threads = threads;
        this.clock = clock;
    }

    @EventListener
    void schedule(ApplicationReadyEvent ready) {
        var _ = threads.scheduleWithFixedDelay(this::measure, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
    }

    void measure() {
        try {
            processors.statuses().forEach(this::show);
            if (isAway) {
                isAway = false;
                log.info("The database answers again; everything goes on");
            }
        } catch (RuntimeException e) {
            if (!isAway) {
                isAway = true;
                log.warn(
                        "The log cannot be read, so everything waits: {}",
                        e.getClass().getName());
            }
        }
    }

    private void show(ProcessorStatus status) {
        gauge("nachweis.events.behind", "processor", status.processor()).set(status.behind());
        var waiting =
                status.waitingSince() == null ? Duration.ZERO : Duration.between(status.waitingSince(), clock.now());
        gauge("nachweis.events.waiting.seconds", "processor", status.processor())
                .set(Math.max(0, waiting.toSeconds()));
        gauge("nachweis.dead.letters", "projection", status.processor()).set(status.deadLetters());
    }

    private AtomicLong gauge(String name, String tag, String value) {
        return gauges.computeIfAbsent(name + value, _ -> {
            var number = new AtomicLong();
            Gauge.builder(name, number, AtomicLong::doubleValue)
                    .tags(Tags.of(tag, value))
                    .register(meters);
            return number;
        });
    }
}
