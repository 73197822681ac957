package io.nachweis.lifecycle;

import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.DueItems;
import java.util.Collection;
import java.util.List;
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
    }

    private void schedule(KeptCases kept, CaseOwner owner) {
        retention
                .endsOf(kept, owner)
                .forEach((caseId, of) -> of.end()
                        .ifPresentOrElse(
                                end -> items.put(DueItem.ofCase(
                                        owner.controller(),
                                        kept.category(),
                                        caseId,
                                        of.stream(),
                                        end.due().until())),
                                () -> items.remove(DueItem.entryOf(kept.category(), caseId))));
    }

    @ResetHandler
    void forget() {
        items.clear();
    }
}
