package io.nachweis.lifecycle;

import io.nachweis.lifecycle.CaseRetention.CaseEnd;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.DueItems;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;

/** Knows when each case ends. Disposable: rebuilt by replaying the log. */
@ProcessingGroup("due")
class RetentionProjection {

    private final List<KeptCases> kept;
    private final CaseRetention retention;
    private final DueItems items;

    RetentionProjection(Collection<KeptCases> kept, CaseRetention retention, DueItems items) {
        this.kept = List.copyOf(kept);
        this.retention = retention;
        this.items = items;
    }

    @EventHandler
    void on(Object event) {
        for (KeptCases each : kept) {
            if (each.changesTime(event)) {
                each.ownerBy(event)
                        .filter(owner -> !owner.subject().isErased())
                        .ifPresent(owner -> schedule(each, owner));
            }
        }
        if (event instanceof RetentionHold hold && !hold.subject().isErased()) {
            schedule(hold);
        }
    }

    /** What a legal hold stands on has no end; when it is over, everything of the person has one again. */
    private void schedule(RetentionHold hold) {
        var owner = new CaseOwner(hold.controller(), hold.subject(), RetentionHold.streamOf(hold.hold()));
        kept.stream()
                .filter(each -> hold.categories().contains(each.category()))
                .forEach(each -> put(owner.controller(), each.category(), retention.endsOf(each, owner)));
    }

    /** What it moves first: of a case that ends at once nobody could say afterwards whose others it moved. */
    private void schedule(KeptCases of, CaseOwner owner) {
        retention
                .movedBy(of, owner)
                .forEach(moved -> put(owner.controller(), moved.category(), retention.endsOf(moved, owner)));
        put(owner.controller(), of.category(), retention.endsBeside(of, owner));
    }

    private void put(String controller, String category, Map<String, CaseEnd> ends) {
        ends.forEach((caseId, of) -> of.end()
                .ifPresentOrElse(
                        end -> items.put(DueItem.ofCase(
                                controller,
                                category,
                                caseId,
                                of.stream(),
                                end.due().until())),
                        () -> items.remove(DueItem.entryOf(category, caseId))));
    }

    @ResetHandler
    void forget() {
        items.clear();
    }
}
