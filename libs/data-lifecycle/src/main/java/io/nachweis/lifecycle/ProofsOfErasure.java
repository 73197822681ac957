package io.nachweis.lifecycle;

import io.nachweis.evidence.Entry;
import io.nachweis.lifecycle.ErasureEvent.ErasureCarriedOut;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a service keeps of requests that it only carried out; its report is the last that it says to them. */
final class ProofsOfErasure implements KeptCases {

    @Override
    public String category() {
        return ErasureEvent.CATEGORY;
    }

    @Override
    public Optional<CaseOwner> ownerBy(Object event) {
        return event instanceof ErasureEvent erasure
                ? Optional.of(new CaseOwner(erasure.controller(), erasure.subject(), erasure.erasure()))
                : Optional.empty();
    }

    @Override
    public boolean changesTime(Object event) {
        return event instanceof ErasureCarriedOut;
    }

    @Override
    public Map<String, Map<Trigger, Instant>> among(Stream<Entry> entries, Instant orderedAt) {
        Map<String, Map<Trigger, Instant>> since = new HashMap<>();
        entries.filter(entry -> entry.data().has("decidedAt"))
                .forEach(entry -> since.put(
                        entry.data().path("order").asString(""),
                        Map.of(
                                Trigger.LAST_LETTER,
                                Instant.parse(entry.data().path("decidedAt").asString()))));
        return since;
    }
}
