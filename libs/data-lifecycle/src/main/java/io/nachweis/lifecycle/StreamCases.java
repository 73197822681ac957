package io.nachweis.lifecycle;

import io.nachweis.evidence.Entry;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Cases that are a stream each and named like it, so that one can be looked at by itself. */
public interface StreamCases extends KeptCases {

    /**
     * What has started the time of the case that is this stream, as {@link #among} has it; empty if it does not stay, or is
     * another controller's: a pseudonym from outside may be anybody's.
     */
    Optional<Map<Trigger, Instant>> in(UUID stream, String controller, Instant orderedAt);

    @Override
    default Map<String, Map<Trigger, Instant>> among(Stream<Entry> entries, Instant orderedAt) {
        Map<String, String> controllers = new HashMap<>();
        entries.forEach(entry -> OwningStream.of(entry)
                .ifPresent(stream -> controllers.merge(
                        stream, entry.data().path("controller").asString(""), (a, b) -> a.isEmpty() ? b : a)));
        Map<String, Map<Trigger, Instant>> cases = new HashMap<>();
        controllers.forEach((stream, controller) ->
                in(UUID.fromString(stream), controller, orderedAt).ifPresent(happened -> cases.put(stream, happened)));
        return cases;
    }
}
