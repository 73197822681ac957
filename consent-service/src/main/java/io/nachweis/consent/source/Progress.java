package io.nachweis.consent.source;

import io.nachweis.contracts.FactPage;
import io.nachweis.contracts.PublishedFact;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much of what one service has said is in the ledger, as far as this instance can tell. The service is asked how far
 * its log goes; once every fact up to there is on record, everything said until that moment is. Which fact comes first
 * over Kafka does not matter.
 */
final class Progress {

    /** When the service was asked, on the domain's clock and on one that nobody moves. */
    record Moment(Instant at, long nanos) {}

    /** @param missing what was said up to there and is not known to be on record, by id */
    private record Checkpoint(long upTo, boolean isAll, Moment moment, Map<String, PublishedFact> missing) {}

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
        if (next != null
                && next.missing().remove(fact) != null
                && next.missing().isEmpty()) {
            reach(next);
        }
    }

    /** What the service answered when it was asked at that moment for everything after {@link #toldUpTo}. */
    void told(FactPage page, Moment moment, Predicate<PublishedFact> isOnRecord) {
        Set<String> known = known();
        Map<String, PublishedFact> missing = Stream.concat(awaited().stream(), page.facts().stream())
                .filter(fact -> !known.contains(fact.id()))
                .filter(isOnRecord.negate())
                .limit(MOST_AWAITED + 1)
                .collect(Collectors.toMap(PublishedFact::id, fact -> fact, (one, _) -> one, HashMap::new));
        take(new Checkpoint(page.upTo(), !page.more(), moment, missing));
    }

    private synchronized void take(Checkpoint checkpoint) {
        boolean isShorter = checkpoint.upTo() < toldUpTo();
        next = null;
        if (isShorter) {
            // Its log is shorter than it was: put back, or another one. Nothing of before is certain.
            reached = -1;
            at = null;
            certain = null;
            heard.clear();
        } else if (checkpoint.missing().size() <= MOST_AWAITED) {
            checkpoint.missing().keySet().removeAll(heard.keySet());
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

    private synchronized List<PublishedFact> awaited() {
        return next == null ? List.of() : List.copyOf(next.missing().values());
    }

    /** Up to there nothing has to be asked for again: it is on record, or waited for. */
    synchronized long toldUpTo() {
        return next == null ? reached : next.upTo();
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
