package io.nachweis.lifecycle.rules;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Adopts the first rules of a controller, and says aloud which changed ones wait for somebody. */
class RulesAtStart {

    private static final Logger log = LoggerFactory.getLogger(RulesAtStart.class);
    private static final int SECONDS_BETWEEN_TRIES = 10;

    private final RetentionRules rules;
    private final Controllers controllers;
    private final ScheduledExecutorService threads;

    RulesAtStart(
            RetentionRules rules, Controllers controllers, ScheduledExecutorService threads, MeterRegistry meters) {
        this.rules = rules;
        this.controllers = controllers;
        this.threads = threads;
        controllers
                .all()
                .forEach(policy -> Gauge.builder(
                                "nachweis.retention.rules.waiting",
                                () -> rules.standing(policy).changes().size())
                        .tag("controller", policy.id())
                        .register(meters));
    }

    @EventListener
    void start(ApplicationReadyEvent ready) {
        threads.execute(this::look);
    }

    private void look() {
        try {
            controllers.all().forEach(this::lookAt);
        } catch (RuntimeException e) {
            log.warn(
                    "Whether rules of retention have changed is not known yet: {}",
                    e.getClass().getSimpleName());
            var _ = threads.schedule(this::look, SECONDS_BETWEEN_TRIES, TimeUnit.SECONDS);
        }
    }

    private void lookAt(ControllerPolicy policy) {
        rules.adoptFirst(policy);
        rules.standing(policy)
                .changes()
                .forEach(change -> log.warn(
                        "The retention of {} has changed for {}: what is stored ends on the later of both days until that is adopted",
                        change.category(),
                        policy.id()));
    }
}
