package io.nachweis.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Erasure;
import io.nachweis.lifecycle.EndedCase.EndCase;
import io.nachweis.lifecycle.due.DueHandler;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.DueItems;
import io.nachweis.personal.Handles;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import io.nachweis.policy.LegalClock.Due;
import io.nachweis.policy.Retention.End;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;

/**
 * Ends the cases whose retention is over (Art. 5(1)(e) GDPR). The index says only which case to look at: whether it is due
 * is asked of the log and the policy, so that nothing ends early, whatever changed since. That it ended is put on record
 * first, once; then its keys end, and with the last of them what leads from the person to a stream. Cut short anywhere, it
 * is done again from the beginning.
 */
class EndRetention implements DueHandler {

    private final CaseRetention retention;
    private final DueItems items;
    private final CommandGateway commands;
    private final SubjectKeys keys;
    private final Erasure erasure;
    private final Handles handles;

    EndRetention(
            CaseRetention retention,
            DueItems items,
            CommandGateway commands,
            SubjectKeys keys,
            Erasure erasure,
            Handles handles) {
        this.retention = retention;
        this.items = items;
        this.commands = commands;
        this.keys = keys;
        this.erasure = erasure;
        this.handles = handles;
    }

    @Override
    public boolean handle(DueItem item, Instant now) {
        if (item.caseId() == null) {
            return false;
        }
        retention.find(item).ifPresent(ending -> {
            Due due = ending.end().due();
            CaseOwner owner = ending.owner();
            if (due.until().isAfter(now)) {
                items.put(DueItem.ofCase(
                        owner.controller(), ending.category(), ending.id(), owner.stream(), due.until()));
            } else {
                endWhatItMoved(ending.of(), owner, now);
                end(new KeyScope(owner.subject(), ending.category(), ending.id()), owner.controller(), due, now);
            }
        });
        return true;
    }

    /** On the same day and before it, because afterwards nobody could say any more which rule counted. */
    private void endWhatItMoved(KeptCases of, CaseOwner owner, Instant now) {
        retention
                .movedBy(of, owner)
                .forEach(moved -> retention
                        .endsOf(moved, owner)
                        .forEach((caseId, each) -> each.end()
                                .map(End::due)
                                .filter(due -> !due.until().isAfter(now))
                                .ifPresent(due -> end(
                                        new KeyScope(owner.subject(), moved.category(), caseId),
                                        owner.controller(),
                                        due,
                                        now))));
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
