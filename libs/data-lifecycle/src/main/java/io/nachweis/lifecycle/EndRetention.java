package io.nachweis.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Erasure;
import io.nachweis.lifecycle.CaseRetention.CaseEnd;
import io.nachweis.lifecycle.EndedCase.EndCase;
import io.nachweis.lifecycle.due.DueHandler;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.DueItems;
import io.nachweis.personal.Handles;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import io.nachweis.policy.LegalClock.Due;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;

/**
 * Ends the cases whose retention is over (Art. 5(1)(e) GDPR). The index says only which case to look at: whether it is due
 * is asked of the log and the policy, so that nothing ends early, whatever changed since. That it ended is put on record
 * first, once; then its keys end, and with the last of them what leads from the person to a stream. Cut short anywhere, it
 * is done again from the beginning.
 */
class EndRetention implements DueHandler {

    private final Map<String, KeptCases> kept = new HashMap<>();
    private final CaseRetention retention;
    private final DueItems items;
    private final EventStore log;
    private final CommandGateway commands;
    private final SubjectKeys keys;
    private final Erasure erasure;
    private final Handles handles;

    EndRetention(
            Collection<KeptCases> kept,
            CaseRetention retention,
            DueItems items,
            EventStore log,
            CommandGateway commands,
            SubjectKeys keys,
            Erasure erasure,
            Handles handles) {
        kept.forEach(each -> this.kept.put(each.category(), each));
        this.retention = retention;
        this.items = items;
        this.log = log;
        this.commands = commands;
        this.keys = keys;
        this.erasure = erasure;
        this.handles = handles;
    }

    @Override
    public boolean handle(DueItem item, Instant now) {
        String caseId = item.caseId();
        if (caseId == null) {
            return false;
        }
        Optional.ofNullable(kept.get(item.kind()))
                .ifPresent(of -> ownerIn(item.stream(), of).ifPresent(owner -> look(of, owner, caseId, now)));
        return true;
    }

    /** Of a person who is erased already nobody can say anything any more, and there is nothing left to end. */
    private Optional<CaseOwner> ownerIn(UUID stream, KeptCases of) {
        return log.readEvents(stream.toString())
                .asStream()
                .map(Message::getPayload)
                .flatMap(event -> of.ownerBy(event).stream())
                .filter(owner -> !owner.subject().isErased())
                .findFirst();
    }

    private void look(KeptCases of, CaseOwner owner, String caseId, Instant now) {
        Optional.ofNullable(retention.endsOf(of, owner).get(caseId))
                .flatMap(CaseEnd::due)
                .ifPresent(due -> {
                    if (due.until().isAfter(now)) {
                        items.put(DueItem.ofCase(of.category(), caseId, owner.stream(), due.until()));
                    } else {
                        end(new KeyScope(owner.subject(), of.category(), caseId), owner.controller(), due, now);
                    }
                });
    }

    /** Keys go last: without them we would not know any more who it was, and could not go on after a crash. */
    private void end(KeyScope scope, String controller, Due due, Instant now) {
        commands.<Object>sendAndWait(new EndCase(
                UUID.nameUUIDFromBytes(("retention/" + scope.category() + "/" + scope.caseId()).getBytes(UTF_8)),
                controller,
                scope.category(),
                scope.caseId(),
                scope.subject(),
                due.on(),
                now));
        destroyHandlesUnlessNeeded(scope);
        erasure.begin(scope);
        // Somebody else may have ended another case of the person meanwhile.
        destroyHandlesUnlessNeeded(scope);
    }

    /** What is left to prove that an erasure was carried out leads to no stream. */
    private void destroyHandlesUnlessNeeded(KeyScope ended) {
        SubjectId subject = ended.subject();
        try (Stream<KeyScope> scopes = keys.scopesOf(subject)) {
            if (scopes.filter(scope -> !scope.equals(ended) && !scope.category().equals(ErasureEvent.CATEGORY))
                    .noneMatch(this::isAlive)) {
                handles.destroyAll(subject);
            }
        }
    }

    private boolean isAlive(KeyScope scope) {
        List<String> ids = keys.idsOf(scope);
        return !keys.endedAmong(ids).containsAll(ids);
    }
}
