package io.nachweis.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Predicate.not;

import io.nachweis.event.SubjectId;
import io.nachweis.lifecycle.HoldsInForce.Held;
import io.nachweis.lifecycle.RetentionHold.RetentionReleased;
import io.nachweis.lifecycle.due.DueHandler;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.DueItems;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;

/**
 * Begins the erasures that a legal hold put off when it is lifted and no other one stands in their way. What is announced
 * about what they end is published before.
 */
@ProcessingGroup("due")
class ReleasedErasures implements DueHandler {

    private static final String KIND = "released";

    private final ErasureUnlessHeld erasure;
    private final HoldsInForce holds;
    private final PublishedBeforeEnd published;
    private final UnneededHandles handles;
    private final SubjectKeys keys;
    private final EventStore log;
    private final DueItems items;

    ReleasedErasures(
            ErasureUnlessHeld erasure,
            HoldsInForce holds,
            PublishedBeforeEnd published,
            UnneededHandles handles,
            SubjectKeys keys,
            EventStore log,
            DueItems items) {
        this.erasure = erasure;
        this.holds = holds;
        this.published = published;
        this.handles = handles;
        this.keys = keys;
        this.log = log;
        this.items = items;
    }

    @EventHandler
    void on(RetentionReleased event) {
        UUID stream = RetentionHold.streamOf(event.hold());
        UUID entry = UUID.nameUUIDFromBytes((KIND + "/" + event.hold()).getBytes(UTF_8));
        items.put(new DueItem(event.controller(), KIND, stream, entry, event.liftedAt()));
    }

    @Override
    public Outcome handle(DueItem item, Instant now) {
        if (!item.kind().equals(KIND)) {
            return Outcome.NOT_MINE;
        }
        return log.readEvents(item.stream().toString())
                .asStream()
                .map(Message::getPayload)
                .filter(RetentionReleased.class::isInstance)
                .map(RetentionReleased.class::cast)
                .filter(event -> !event.subject().isErased())
                .map(this::goOn)
                .reduce(Outcome.DONE, (_, last) -> last);
    }

    private Outcome goOn(RetentionReleased event) {
        Map<KeyScope, List<String>> free = putOff(event);
        if (!free.isEmpty()
                && !published.mayEnd(event.controller(), event.subject(), free::containsKey, not(free::containsKey))) {
            return Outcome.NOT_YET;
        }
        free.forEach((scope, ids) -> {
            handles.destroy(scope);
            erasure.goOn(scope);
            // Somebody else may have ended another case of the person meanwhile.
            handles.destroy(scope);
            erasure.isPutOffNoMore(ids);
        });
        return Outcome.DONE;
    }

    private Map<KeyScope, List<String>> putOff(RetentionReleased event) {
        SubjectId subject = event.subject();
        Held held = holds.of(subject);
        Map<KeyScope, List<String>> putOff = new HashMap<>();
        Stream.concat(event.categories().stream(), Stream.of(RetentionHold.CATEGORY))
                .flatMap(category -> scopes(subject, category).stream())
                .filter(scope -> !held.includes(scope))
                .forEach(scope -> putOff.put(scope, erasure.putOffAmong(keys.idsOf(scope))));
        putOff.values().removeIf(List::isEmpty);
        return putOff;
    }

    private Set<KeyScope> scopes(SubjectId subject, String category) {
        try (Stream<KeyScope> scopes = keys.scopesOf(subject, category)) {
            return scopes.collect(Collectors.toSet());
        }
    }
}
