package io.nachweis.consent.systems;

import io.nachweis.consent.systems.SystemEvent.SystemAttested;
import io.nachweis.consent.systems.SystemEvent.SystemRegistered;
import io.nachweis.lifecycle.due.DueItems;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.stereotype.Component;

/** Knows who attested what last, and when the next one is due. Disposable: rebuilt by replaying the log. */
@Component
@ProcessingGroup("due")
class SystemProjection {

    private final Attestations attestations;
    private final SystemRegister register;
    private final DueItems items;

    SystemProjection(Attestations attestations, SystemRegister register, DueItems items) {
        this.attestations = attestations;
        this.register = register;
        this.items = items;
    }

    @EventHandler
    void on(SystemRegistered event) {
        attestations.put(event);
        expectNext(event);
    }

    @EventHandler
    void on(SystemAttested event) {
        attestations.put(event);
        expectNext(event);
    }

    private void expectNext(SystemEvent event) {
        register.all()
                .filter(standing -> standing.isOf(event.controller(), event.system()))
                .forEach(standing ->
                        items.put(WarnOfOverdue.item(standing, standing.due().until())));
    }

    @ResetHandler
    void forget() {
        attestations.clear();
    }
}
