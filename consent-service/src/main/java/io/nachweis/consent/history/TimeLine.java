package io.nachweis.consent.history;

import io.nachweis.consent.history.History.ServiceEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/** Makes one line of several logs. */
final class TimeLine {

    private static final Comparator<ServiceEntry> OLDEST_FIRST = Comparator.comparing(
                    (ServiceEntry told) -> told.entry().recordedAt())
            .thenComparing(ServiceEntry::service);

    private TimeLine() {}

    /** Oldest first; entries of one log stay in its order even where the clocks disagree. */
    static List<ServiceEntry> of(List<List<ServiceEntry>> logs) {
        var heads = new PriorityQueue<Queue<ServiceEntry>>(Comparator.comparing(Queue::element, OLDEST_FIRST));
        logs.stream().filter(log -> !log.isEmpty()).map(ArrayDeque::new).forEach(heads::add);
        var line = new ArrayList<ServiceEntry>();
        for (var log = heads.poll(); log != null; log = heads.poll()) {
            line.add(log.remove());
            if (!log.isEmpty()) {
                heads.add(log);
            }
        }
        return List.copyOf(line);
    }
}
