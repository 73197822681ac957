package io.nachweis.lifecycle;

import io.nachweis.evidence.Erasure;
import io.nachweis.lifecycle.BegunErasures.Waiting;
import io.nachweis.lifecycle.ErasureCommand.CarryOutErasure;
import io.nachweis.starter.DomainClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Begins the erasures that had to wait, and completes what has begun to be erased, many at once, so that whoever begins an
 * erasure need not wait for its end. An order is carried out when its keys are destroyed, and not before.
 */
class CompleteErasures {

    private static final Logger log = LoggerFactory.getLogger(CompleteErasures.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** For what a crash cut short here or elsewhere, and for what was stored late. */
    private static final long RARELY = Duration.ofSeconds(10).toNanos();

    private static final long LONG = Duration.ofMinutes(1).toNanos();

    private final CarryOutErasures erasures;
    private final Erasure erasure;
    private final BegunErasures begun;
    private final CommandGateway commands;
    private final DomainClock clock;
    private final ScheduledExecutorService threads;
    private long completedAt = System.nanoTime() - RARELY;

    private boolean someWait;
    private long waitingSince;
    private boolean isWaitingSaid;

    CompleteErasures(
            CarryOutErasures erasures,
            Erasure erasure,
            BegunErasures begun,
            CommandGateway commands,
            DomainClock clock,
            ScheduledExecutorService threads) {
        this.erasures = erasures;
        this.erasure = erasure;
        this.begun = begun;
        this.commands = commands;
        this.clock = clock;
        this.threads = threads;
    }

    @EventListener
    void schedule(ApplicationReadyEvent ready) {
        var _ = threads.scheduleWithFixedDelay(this::completeWhatBegan, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void completeWhatBegan() {
        if (erasure.hasBegun() || begun.hasNew() || isOneAboutToBegin() || System.nanoTime() - completedAt >= RARELY) {
            completedAt = System.nanoTime();
            complete();
        }
    }

    /** What is announced is usually published within seconds. */
    private boolean isOneAboutToBegin() {
        return someWait && !isWaitingSaid;
    }

    void complete() {
        try {
            note(begun.waiting().stream().filter(each -> !begin(each)).count());
            // Asked first: of an order that begins meanwhile, keys may be left.
            List<UUID> before = begun.all();
            erasure.complete();
            before.forEach(this::carriedOut);
        } catch (RuntimeException e) {
            log.warn("Erasures wait to be completed: {}", e.getClass().getName());
        }
    }

    private boolean begin(Waiting waiting) {
        try {
            return erasures.begin(waiting);
        } catch (RuntimeException e) {
            log.warn("{} cannot begin yet: {}", waiting.erasure(), e.getClass().getName());
            return false;
        }
    }

    /** Only what takes long is said, and once. */
    private void note(long waiting) {
        if (waiting == 0) {
            if (isWaitingSaid) {
                log.info("The erasures that had to wait have begun");
            }
            isWaitingSaid = false;
        } else if (!someWait) {
            waitingSince = System.nanoTime();
        } else if (!isWaitingSaid && System.nanoTime() - waitingSince >= LONG) {
            isWaitingSaid = true;
            log.warn("{} erasures wait until what is announced about their persons is published", waiting);
        }
        someWait = waiting > 0;
    }

    /** One that fails is tried again and holds up no other. */
    private void carriedOut(UUID order) {
        try {
            commands.sendAndWait(new CarryOutErasure(order, clock.now()));
            begun.remove(order);
        } catch (RuntimeException e) {
            log.warn(
                    "{} is erased and not on record yet: {}",
                    order,
                    e.getClass().getName());
        }
    }
}
