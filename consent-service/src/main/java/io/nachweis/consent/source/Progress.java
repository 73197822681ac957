package io.nachweis.consent.source;

import io.nachweis.contracts.FactPage;
import io.nachweis.contracts.PublishedFact;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much of what one service has said is in the ledger, as far as this instance can tell. The service is asked how far
 * its log goes; once every fact up to there is on record, everything said until that moment is. Which fact comes first
 * over Kafka does not matter.
 */
final class Progress {

    /** When the service was asked, on the domain's clock and on one that nobody moves. */
    record Moment(Instant at, long nanos) {}

    private record Checkpoint(long upTo, boolean isAll, Moment moment, Set<String> missing) {}

    /** Facts remembered as heard, and facts waited for. Beyond that the ledger itself is looked into, the next time. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final int MOST_AWAITED = 100;

    private final Map<String, Long> heard = new HashMap<>();
    private long reached;
    private @Nullable Instant at;
    private @Nullable Moment certain;
    private @Nullable Checkpoint next;

    /** @param at null where nothing was ever certain */
    Progress(long reached, @Nullable Instant at) {
        this.reached = reached;
        this.at = at;
    }

    /** Call it after the fact is on record. */
    synchronized void heard(String fact, long position) {
        if (position > reached && heard.size() < MOST_REMEMBERED) {
            heard.put(fact, position);
        }
        if (next != null && next.missing().remove(fact) && next.missing().isEmpty()) {
            reach(next);
        }
    }

    /** What the service answered when it was asked at that moment for everything after {@link #reached}. */
    void told(FactPage page, Moment moment, Predicate<PublishedFact> isOnRecord) {
        Set<String> known = known();
        Set<String> missing = page.facts().stream()
                .filter(fact -> !known.contains(fact.id()))
                .filter(isOnRecord.negate())
                .map(PublishedFact::id)
                .limit(MOST_AWAITED + 1)
                .collect(Collectors.toCollection(HashSet::new));
        take(new Checkpoint(page.upTo(), !page.more(), moment, missing));
    }

    private synchronized void take(Checkpoint checkpoint) {
        next = null;
        if (checkpoint.upTo() < reached) {
            // Its log is shorter than it was: put back, or another one. Nothing of before is certain.
            reached = -1;
            at = null;
            certain = null;
            heard.clear();
        } else if (checkpoint.missing().size() <= MOST_AWAITED) {
            checkpoint.missing().removeAll(heard.keySet());
            if (checkpoint.missing().isEmpty()) {
                reach(checkpoint);
            } else {
                next = checkpoint;
            }
        }
    }

    private void reach(Checkpoint checkpoint) {
        reached = checkpoint.upTo();
        heard.values().removeIf(position -> position <= reached);
        if (checkpoint.isAll()) {
            at = checkpoint.moment().at();
            certain = checkpoint.moment();
        }
        next = null;
    }

    private synchronized Set<String> known() {
        return Set.copyOf(heard.keySet());
    }

    synchronized long reached() {
        return reached;
    }

    /** Null when nothing was ever certain. */
    synchronized @Nullable AsOf asOf() {
        return at == null ? null : new AsOf(reached, at);
    }

    /** How long ago everything was certain to be on record; empty since the start of this instance. */
    synchronized Optional<Duration> behind(long nanos) {
        return Optional.ofNullable(certain).map(moment -> Duration.ofNanos(nanos - moment.nanos()));
    }
}
