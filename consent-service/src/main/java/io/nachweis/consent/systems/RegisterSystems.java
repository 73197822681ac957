package io.nachweis.consent.systems;

import io.nachweis.consent.systems.SystemEntry.PutOnRecord;
import io.nachweis.consent.systems.SystemEvent.SystemRegistered;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.DomainClock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Puts on record at the first start with a policy what it registers, so that later starts move no date. */
@Component
class RegisterSystems {

    private static final Logger log = LoggerFactory.getLogger(RegisterSystems.class);
    private static final int SECONDS_BETWEEN_TRIES = 10;

    private final Controllers controllers;
    private final CommandGateway commands;
    private final DomainClock clock;
    private final ScheduledExecutorService threads;

    RegisterSystems(
            Controllers controllers,
            CommandGateway commands,
            DomainClock clock,
            @Qualifier("processorThreads") ScheduledExecutorService threads) {
        this.controllers = controllers;
        this.commands = commands;
        this.clock = clock;
        this.threads = threads;
    }

    @EventListener
    void start(ApplicationReadyEvent ready) {
        threads.execute(this::register);
    }

    private void register() {
        try {
            controllers.all().forEach(policy -> policy.attested().forEach(each -> putOnRecord(policy.id(), each.id())));
        } catch (RuntimeException e) {
            log.warn(
                    "What the policies register is not on record yet: {}",
                    e.getClass().getSimpleName());
            var _ = threads.schedule(this::register, SECONDS_BETWEEN_TRIES, TimeUnit.SECONDS);
        }
    }

    private void putOnRecord(String controller, String system) {
        commands.<Object>sendAndWait(new PutOnRecord(new SystemRegistered(
                SystemEntry.named("registration", controller, system), controller, system, clock.now())));
    }
}
