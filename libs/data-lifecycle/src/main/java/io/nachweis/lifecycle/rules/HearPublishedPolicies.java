package io.nachweis.lifecycle.rules;

import io.nachweis.contracts.Fact.PolicyPublished;
import io.nachweis.contracts.Topics;
import io.nachweis.facts.FactListener;
import io.nachweis.starter.PolicyVersions;
import java.util.Set;

/** Takes down which versions of policies consent-service has published, so that they come into force here at a start. */
class HearPublishedPolicies implements FactListener {

    private final PolicyVersions versions;

    HearPublishedPolicies(PolicyVersions versions) {
        this.versions = versions;
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.of("consent"));
    }

    @Override
    public void on(ReceivedFact received) {
        if (received.fact() instanceof PolicyPublished policy) {
            versions.published(policy.controller(), policy.version(), policy.sha256(), policy.effectiveFrom());
        }
    }
}
