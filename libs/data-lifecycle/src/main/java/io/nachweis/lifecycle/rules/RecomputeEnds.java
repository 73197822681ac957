package io.nachweis.lifecycle.rules;

import io.nachweis.starter.events.ProjectionRebuild;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.beans.factory.ObjectProvider;

/** Has it computed anew when each case ends, by the rules that somebody has adopted. */
@ProcessingGroup("retention-rules")
@DisallowReplay
class RecomputeEnds {

    /** The projection that knows when each case ends. */
    private static final String DUE = "due";

    private final ObjectProvider<ProjectionRebuild> rebuild;

    /** @param rebuild of all projections, which knows the processors and so comes after them */
    RecomputeEnds(ObjectProvider<ProjectionRebuild> rebuild) {
        this.rebuild = rebuild;
    }

    @EventHandler
    void on(RetentionRulesAdopted event) {
        if (event.adoptedBy() != null) {
            rebuild.getObject().begin(DUE);
        }
    }
}
