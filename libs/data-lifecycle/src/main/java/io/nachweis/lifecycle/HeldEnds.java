package io.nachweis.lifecycle;

import io.nachweis.lifecycle.due.DueHandler;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.DueItems;
import io.nachweis.lifecycle.due.WhenDue;
import io.nachweis.lifecycle.due.WhenDue.TimedEnd;
import io.nachweis.starter.OwnEntries;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;

/**
 * Schedules ends whose time an event set, such as that of a sign-up that nobody confirmed: never while a legal hold stands on
 * them, and when it is over for the time that was set.
 */
@ProcessingGroup("due")
class HeldEnds implements DueHandler {

    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");
    private static final int MOST = 1_000;

    private final HoldsInForce holds;
    private final DueItems items;
    private final @Nullable WhenDue timers;
    private final OwnEntries entries;

    HeldEnds(HoldsInForce holds, DueItems items, @Nullable WhenDue timers, OwnEntries entries) {
        this.holds = holds;
        this.items = items;
        this.timers = timers;
        this.entries = entries;
    }

    /** @param category of what ends */
    private record Timed(String category, TimedEnd end) {}

    @EventHandler
    void on(RetentionHold event) {
        if (timers != null && !event.subject().isErased()) {
            List<UUID> streams = KeptCases.streams(entries.about(event.controller(), event.subject(), false))
                    .limit(MOST)
                    .toList();
            items.before(event.controller(), streams, NEVER.plusSeconds(1), null, MOST)
                    .forEach(item -> timed(item)
                            .filter(timed -> event.categories().contains(timed.category()))
                            .ifPresent(timed -> items.move(
                                    item.entry(),
                                    isHeld(item, timed) ? NEVER : timed.end().until())));
        }
    }

    /** What came to be due before it was known here that it is held. */
    @Override
    public Outcome handle(DueItem item, Instant now) {
        if (!isHeld(item)) {
            return Outcome.NOT_MINE;
        }
        items.move(item.entry(), NEVER);
        // Released meanwhile, by who saw it at its time still.
        if (!isHeld(item)) {
            items.move(item.entry(), now);
        }
        return Outcome.DONE;
    }

    private boolean isHeld(DueItem item) {
        return timed(item).filter(timed -> isHeld(item, timed)).isPresent();
    }

    private boolean isHeld(DueItem item, Timed timed) {
        return holds.of(item.controller(), timed.end().subject())
                .includes(timed.category(), item.entry().toString());
    }

    private Optional<Timed> timed(DueItem item) {
        WhenDue times = timers;
        return times == null || item.caseId() != null
                ? Optional.empty()
                : times.categoryOf(item.kind())
                        .flatMap(category -> times.end(item).map(end -> new Timed(category, end)));
    }
}
