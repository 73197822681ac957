package io.nachweis.lifecycle;

import io.nachweis.evidence.Entry;
import io.nachweis.lifecycle.RetentionHold.RetentionReleased;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** That there was a legal hold is kept from when it was lifted. */
final class KeptHolds implements KeptCases {

    @Override
    public String category() {
        return RetentionHold.CATEGORY;
    }

    @Override
    public Optional<CaseOwner> ownerBy(Object event) {
        return event instanceof AboutHold of
                ? Optional.of(new CaseOwner(of.controller(), of.subject(), RetentionHold.streamOf(of.hold())))
                : Optional.empty();
    }

    @Override
    public boolean changesTime(Object event) {
        return event instanceof RetentionReleased;
    }

    @Override
    public Map<String, Map<Trigger, Instant>> among(Stream<Entry> entries, Instant orderedAt) {
        Map<String, Map<Trigger, Instant>> lifted = new HashMap<>();
        entries.forEach(entry -> {
            String hold = entry.data().path("hold").asString("");
            if (entry.type().equals("retention.released.v1")) {
                Instant at = Instant.parse(entry.data().path("liftedAt").asString());
                lifted.put(hold, Map.of(Trigger.LIFTING, at));
            } else if (!hold.isEmpty()) {
                lifted.putIfAbsent(hold, Map.of(Trigger.LIFTING, orderedAt));
            }
        });
        return lifted;
    }
}
