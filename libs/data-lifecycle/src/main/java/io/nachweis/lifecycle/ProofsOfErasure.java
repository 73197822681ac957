package io.nachweis.lifecycle;

import io.nachweis.evidence.Entry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What a service keeps of requests that it only carried out. */
final class ProofsOfErasure implements KeptCases {

    @Override
    public String category() {
        return ErasureEvent.CATEGORY;
    }

    @Override
    public Map<String, Instant> among(Stream<Entry> entries, Instant orderedAt) {
        Map<String, Instant> since = new HashMap<>();
        entries.filter(entry -> entry.data().has("decidedAt"))
                .forEach(entry -> since.put(
                        entry.data().path("order").asString(""),
                        Instant.parse(entry.data().path("decidedAt").asString())));
        return since;
    }
}
