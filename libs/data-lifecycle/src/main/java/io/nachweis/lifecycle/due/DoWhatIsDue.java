package io.nachweis.lifecycle.due;

import io.nachweis.starter.DomainClock;
import io.nachweis.starter.Outage;
import java.time.Instant;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Does what is due. Several instances may do so at once: everything ends once only. */
final class DoWhatIsDue {

    private static final Logger log = LoggerFactory.getLogger(DoWhatIsDue.class);

    private static final int AT_ONCE = 100;

    private final DueItems items;
    private final WhenDue whenDue;
    private final CommandGateway commands;
    private final DomainClock clock;

    DoWhatIsDue(DueItems items, WhenDue whenDue, CommandGateway commands, DomainClock clock) {
        this.items = items;
        this.whenDue = whenDue;
        this.commands = commands;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${nachweis.due.every:2s}")
    void run() {
        Instant now = clock.now();
        try {
            while (doSome(now) == AT_ONCE) {
                // There may be more.
            }
        } catch (RuntimeException e) {
            if (!Outage.isBehind(e)) {
                throw e;
            }
            log.warn("What is due has to wait: {}", e.getClass().getSimpleName());
        }
    }

    private long doSome(Instant now) {
        return items.until(now, AT_ONCE).stream()
                .filter(item -> isDone(item, now))
                .count();
    }

    /** One that fails is tried again next time and holds up no other. */
    private boolean isDone(DueItem item, Instant now) {
        try {
            commands.sendAndWait(whenDue.command(item, now));
        } catch (AggregateNotFoundException _) {
            log.warn("{} {} is due and not in the log", item.kind(), item.entry());
        } catch (RuntimeException e) {
            if (Outage.isBehind(e)) {
                throw e;
            }
            log.error(
                    "{} {} is due and fails: {}",
                    item.kind(),
                    item.entry(),
                    e.getClass().getSimpleName());
            return false;
        }
        items.remove(item);
        return true;
    }
}
