package io.nachweis.rights.hold;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.OverdueGauges;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** For how long the review of a legal hold is overdue, of each controller the one that was due first. */
@Component
class OverdueReviewGauges extends OverdueGauges {

    private final ReviewDates dates;
    private final Controllers controllers;

    OverdueReviewGauges(
            ReviewDates dates,
            Controllers controllers,
            DomainClock clock,
            @Qualifier("processorThreads") ScheduledExecutorService threads,
            MeterRegistry meters) {
        super(
                "nachweis.hold.review.overdue",
                "For how long the legal hold has not been reviewed whose review was due first; 0 in time",
                clock,
                threads,
                meters);
        this.dates = dates;
        this.controllers = controllers;
    }

    @Override
    protected Stream<Deadline> deadlines() {
        return controllers.all().stream()
                .map(policy -> new Deadline(
                        Tags.of("controller", policy.id()),
                        dates.first(policy.id()).orElse(null)));
    }
}
