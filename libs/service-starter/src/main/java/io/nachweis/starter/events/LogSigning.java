package io.nachweis.starter.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.evidence.BrokenLog;
import io.nachweis.evidence.tree.Integrator;
import io.nachweis.evidence.tree.PublishedTree;
import io.nachweis.transparency.MalformedInput;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Has the log signed behind its appends, inside every second in which there are any, and what was signed published on a
 * schedule: whenever the period is over, counted from midnight (UTC), whoever has started when.
 */
final class LogSigning implements HealthIndicator, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogSigning.class);

    /** What is appended meanwhile is signed together. */
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final Integrator integrator;
    private final PublishedTree published;
    private final long period;
    private final Clock clock;
    private final Semaphore somethingNew = new Semaphore(1);
    private final Thread thread;
    private volatile boolean isEnding;
    private volatile boolean isBroken;
    private volatile long failingSince;
    private Duration pause = BETWEEN;
    private long nextPublication;

    /** @param clock real time, as what is public keeps */
    LogSigning(
            Integrator integrator,
            PublishedTree published,
            Duration publishedEvery,
            Clock clock,
            AppendNotifier notifier,
            MeterRegistry meters) {
        this.integrator = integrator;
        this.published = published;
        this.period = publishedEvery.toMillis();
        this.clock = clock;
        meters.gauge("nachweis.log.unsigned.seconds", this, LogSigning::secondsUnsigned);
        notifier.onAppend(this::wake);
        this.thread = Thread.ofVirtual().name("log-signing").start(this::run);
    }

    private void wake() {
        if (somethingNew.availablePermits() == 0) {
            somethingNew.release();
        }
    }

    private void run() {
        try {
            while (!isEnding && !isBroken) {
                var _ = somethingNew.tryAcquire(nextPublication - clock.millis(), TimeUnit.MILLISECONDS);
                if (!isEnding) {
                    sign();
                }
                Thread.sleep(pause);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void sign() {
        try {
            var _ = integrator.run();
            publishWhenDue();
            succeeded();
        } catch (BrokenLog | MalformedInput e) {
            isBroken = true;
            failingSince = failingSince == 0 ? System.nanoTime() : failingSince;
            log.error("The log is not signed any more, and nothing of it may be believed: {}", e.getMessage());
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** What was never published is at once. */
    private void publishWhenDue() {
        long now = clock.millis();
        if (nextPublication == 0 ? published.checkpoint().isEmpty() : nextPublication <= now) {
            published.publish();
        }
        nextPublication = (now / period + 1) * period;
    }

    private void succeeded() {
        if (failingSince != 0) {
            log.info("The log is signed again");
        }
        failingSince = 0;
        pause = BETWEEN;
    }

    private void failed(RuntimeException failure) {
        if (failingSince == 0) {
            failingSince = System.nanoTime();
            log.warn(
                    "The log cannot be signed now; it is tried again: {}",
                    failure.getClass().getName());
        }
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        wake();
    }

    private double secondsUnsigned() {
        long since = failingSince;
        return since == 0 ? 0 : Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
    }

    @Override
    public Health health() {
        return (isBroken ? Health.down() : Health.up()).build();
    }

    @Override
    public void close() {
        isEnding = true;
        wake();
        try {
            if (!thread.join(LONGEST_END)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
