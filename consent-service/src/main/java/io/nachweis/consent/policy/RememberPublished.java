package io.nachweis.consent.policy;

import io.nachweis.starter.PolicyVersions;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Takes down for the next start what was published; the other services hear of it by a fact. */
@Component
@ProcessingGroup("policies")
class RememberPublished {

    private final PolicyVersions versions;

    RememberPublished(PolicyVersions versions) {
        this.versions = versions;
    }

    @EventHandler
    void on(PolicyPublished event) {
        versions.published(event.controller(), event.version(), event.sha256(), event.effectiveFrom());
    }
}
