package io.nachweis.lifecycle.due;

import static java.util.Objects.requireNonNull;

import io.nachweis.lifecycle.due.DueHandler.Outcome;
import io.nachweis.lifecycle.due.DueItems.Claimed;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.Outage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Does what is due, some items at the same time, so that they share what is written to disk. Several instances may do so at
 * once: everything ends once only.
 */
final class DoWhatIsDue {

    private static final Logger log = LoggerFactory.getLogger(DoWhatIsDue.class);

    private static final int AT_ONCE = 8;

    /** Of an item that has to wait, before it is said: a minute. */
    private static final int MANY_TRIES = 6;

    private final DueItems items;
    private final List<DueHandler> handlers;
    private final @Nullable WhenDue whenDue;
    private final CommandGateway commands;
    private final DomainClock clock;
    private final AtomicBoolean someWait = new AtomicBoolean();

    DoWhatIsDue(
            DueItems items,
            List<DueHandler> handlers,
            @Nullable WhenDue whenDue,
            CommandGateway commands,
            DomainClock clock) {
        this.items = items;
        this.handlers = List.copyOf(handlers);
        this.whenDue = whenDue;
        this.commands = commands;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${nachweis.due.every:2s}")
    void run() {
        Instant now = clock.now();
        try {
            claim(now).ifPresent(first -> workOn(first, now));
        } catch (RuntimeException e) {
            if (!Outage.isBehind(e)) {
                throw e;
            }
            log.warn("What is due has to wait: {}", e.getClass().getSimpleName());
        }
    }

    private void workOn(Claimed first, Instant now) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var workers = Stream.concat(
                            Stream.<Runnable>of(() -> work(Optional.of(first), now)),
                            Stream.generate(() -> (Runnable) () -> work(claim(now), now))
                                    .limit(AT_ONCE - 1))
                    .map(worker -> CompletableFuture.runAsync(worker, threads));
            CompletableFuture.allOf(workers.toArray(CompletableFuture[]::new)).join();
        }
    }

    private void work(Optional<Claimed> first, Instant now) {
        for (Optional<Claimed> next = first; next.isPresent(); next = claim(now)) {
            attempt(next.get(), now);
        }
    }

    /** One at a time: who asks while another one does would take it that nothing is due. */
    private synchronized Optional<Claimed> claim(Instant now) {
        return items.claim(now);
    }

    /** One that fails is tried again later, and holds up no other. */
    private void attempt(Claimed claimed, Instant now) {
        try {
            DueItem item = claimed.item();
            switch (handle(item, now)) {
                case NOT_MINE -> commands.sendAndWait(requireNonNull(whenDue).command(item, now));
                case DONE -> goesOn(claimed);
                case NOT_YET -> {
                    waits(claimed);
                    items.lookAgain(claimed, now);
                    return;
                }
            }
        } catch (AggregateNotFoundException _) {
            log.warn("{} is due and not in the log", claimed);
        } catch (RuntimeException e) {
            if (Outage.isBehind(e)) {
                throw e;
            }
            log.error("{} is due and fails: {}", claimed, e.getClass().getSimpleName());
            items.retryLater(claimed, now);
            return;
        }
        items.done(claimed);
    }

    private Outcome handle(DueItem item, Instant now) {
        return handlers.stream()
                .map(handler -> handler.handle(item, now))
                .filter(outcome -> outcome != Outcome.NOT_MINE)
                .findFirst()
                .orElse(Outcome.NOT_MINE);
    }

    /** Said once, however many have to. */
    private void waits(Claimed claimed) {
        if (claimed.tries() >= MANY_TRIES && someWait.compareAndSet(false, true)) {
            log.warn("{} is due and waits until what is announced about it is published; so may others", claimed);
        }
    }

    private void goesOn(Claimed claimed) {
        if (claimed.tries() >= MANY_TRIES && someWait.compareAndSet(true, false)) {
            log.info("What was due and had to wait is done again, {} first", claimed);
        }
    }
}
