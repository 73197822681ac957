package io.nachweis.consent.history;

import io.nachweis.consent.history.History.ServiceEntry;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.stream.Stream;

/** Makes one line of several logs. */
final class TimeLine {

    private static final Comparator<ServiceEntry> OLDEST_FIRST = Comparator.comparing(
                    (ServiceEntry told) -> told.entry().recordedAt())
            .thenComparing(ServiceEntry::service);

    private TimeLine() {}

    /** Oldest first; entries of one log stay in its order even where the clocks disagree. Each log is read as needed. */
    static Stream<ServiceEntry> of(Collection<? extends Iterator<ServiceEntry>> logs) {
        var heads = new PriorityQueue<Head>(Comparator.comparing(Head::entry, OLDEST_FIRST));
        logs.forEach(log -> addHead(heads, log));
        return Stream.generate(() -> next(heads)).takeWhile(Optional::isPresent).map(Optional::get);
    }

    private record Head(ServiceEntry entry, Iterator<ServiceEntry> rest) {}

    private static Optional<ServiceEntry> next(Queue<Head> heads) {
        return Optional.ofNullable(heads.poll()).map(head -> {
            addHead(heads, head.rest());
            return head.entry();
        });
    }

    private static void addHead(Queue<Head> heads, Iterator<ServiceEntry> log) {
        if (log.hasNext()) {
            heads.add(new Head(log.next(), log));
        }
    }
}
