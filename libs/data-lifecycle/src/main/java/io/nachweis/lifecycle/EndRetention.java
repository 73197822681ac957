package io.nachweis.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Erasure;
import io.nachweis.lifecycle.CaseRetention.CaseEnd;
import io.nachweis.lifecycle.CaseRetention.EndingCase;
import io.nachweis.lifecycle.EndedCase.EndCase;
import io.nachweis.lifecycle.due.DueHandler;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.DueItems;
import io.nachweis.personal.KeyScope;
import io.nachweis.policy.LegalClock.Due;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;

/**
 * Ends the cases whose retention is over (Art. 5(1)(e) GDPR). The index says only which case to look at: whether it is due
 * is asked of the log and the policy, so that nothing ends early, whatever changed since. What is announced about it is
 * published before. That it ended is put on record then, once; then its keys end, and with the last of them what leads from
 * the person to a stream. Cut short anywhere, it is done again from the beginning.
 */
class EndRetention implements DueHandler {

    private final CaseRetention retention;
    private final PublishedBeforeEnd published;
    private final DueItems items;
    private final CommandGateway commands;
    private final Erasure erasure;
    private final UnneededHandles handles;
    private final MovesForGood moves;

    EndRetention(
            CaseRetention retention,
            PublishedBeforeEnd published,
            DueItems items,
            CommandGateway commands,
            Erasure erasure,
            UnneededHandles handles,
            MovesForGood moves) {
        this.retention = retention;
        this.published = published;
        this.items = items;
        this.commands = commands;
        this.erasure = erasure;
        this.handles = handles;
        this.moves = moves;
    }

    @Override
    public Outcome handle(DueItem item, Instant now) {
        return item.caseId() == null
                ? Outcome.NOT_MINE
                : retention.find(item).map(ending -> end(ending, now)).orElse(Outcome.DONE);
    }

    private Outcome end(EndingCase ending, Instant now) {
        Due due = ending.end().due();
        CaseOwner owner = ending.owner();
        if (due.until().isAfter(now)) {
            items.put(DueItem.ofCase(owner.controller(), ending.category(), ending.id(), owner.stream(), due.until()));
            return Outcome.DONE;
        }
        return endWhatItMoved(ending.of(), owner, now) && end(ending.of(), owner, ending.id(), due, now)
                ? Outcome.DONE
                : Outcome.NOT_YET;
    }

    /**
     * On the same day and before it, because afterwards nobody could say any more which rule counted; what goes on by that rule
     * stays at it. False where some of them have to wait.
     */
    private boolean endWhatItMoved(KeptCases of, CaseOwner owner, Instant now) {
        boolean ended = true;
        for (KeptCases moved : retention.movedBy(of, owner)) {
            for (var each : retention.endsOf(moved, owner).entrySet()) {
                CaseEnd its = each.getValue();
                if (isOver(its, now)) {
                    ended &= end(
                            moved, owner, each.getKey(), its.end().orElseThrow().due(), now);
                } else {
                    its.counting()
                            .ifPresent(rule -> moves.put(
                                    new CaseOwner(owner.controller(), owner.subject(), its.stream()),
                                    moved.category(),
                                    each.getKey(),
                                    rule,
                                    now));
                }
            }
        }
        return ended;
    }

    private static boolean isOver(CaseEnd of, Instant now) {
        return of.end().filter(end -> !end.due().until().isAfter(now)).isPresent();
    }

    /**
     * Keys go last: without them we would not know any more who it was, and could not go on after a crash. False where they
     * have to wait.
     */
    private boolean end(KeptCases of, CaseOwner owner, String caseId, Due due, Instant now) {
        SubjectId subject = owner.subject();
        KeyScope scope = new KeyScope(subject, of.category(), caseId);
        if (!published.mayEnd(owner.controller(), subject, scope::equals, other -> !isOver(of, owner, other, now))) {
            return false;
        }
        commands.<Object>sendAndWait(new EndCase(
                UUID.nameUUIDFromBytes(("retention/" + scope.category() + "/" + scope.caseId()).getBytes(UTF_8)),
                owner.controller(),
                scope.category(),
                scope.caseId(),
                subject,
                due.on(),
                now));
        handles.destroy(scope);
        erasure.begin(scope);
        // Somebody else may have ended another case of the person meanwhile.
        handles.destroy(scope);
        return true;
    }

    private boolean isOver(KeptCases of, CaseOwner owner, KeyScope scope, Instant now) {
        return scope.category().equals(of.category())
                && retention
                        .endOf(of, owner, scope.caseId())
                        .filter(end -> isOver(end, now))
                        .isPresent();
    }
}
