package io.nachweis.lifecycle.report;

import io.nachweis.event.EndOfRetention;
import io.nachweis.lifecycle.report.EndedCases.EndedCase;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.time.Instant;
import java.time.LocalDate;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.annotation.MessageIdentifier;

/** Takes down what is to be reported. One segment only, because it has to be in the order of the log. */
@ProcessingGroup(EndedCasesProjection.GROUP)
@DisallowReplay
class EndedCasesProjection {

    static final String GROUP = "retention-reports";

    private final Controllers controllers;
    private final EndedCases ended;

    EndedCasesProjection(Controllers controllers, EndedCases ended) {
        this.controllers = controllers;
        this.ended = ended;
    }

    @EventHandler
    void on(EndOfRetention event, TrackingToken token, @MessageIdentifier String entry, @Timestamp Instant at) {
        String controller = event.controller();
        if (controller != null) {
            controllers
                    .find(controller)
                    .ifPresent(policy -> event.endedCategory()
                            .ifPresent(category -> put(
                                    policy,
                                    category,
                                    entry,
                                    at,
                                    token.position().orElseThrow())));
        }
    }

    /** To be reported when the day is over. */
    private void put(ControllerPolicy policy, String category, String entry, Instant at, long position) {
        LocalDate day = at.atZone(policy.zone()).toLocalDate();
        ended.put(
                new EndedCase(position, policy.id(), category, entry, day),
                day.plusDays(1).atStartOfDay(policy.zone()).toInstant());
    }
}
