package io.nachweis.lead.retention;

import io.nachweis.evidence.Entry;
import io.nachweis.lead.decision.DownloadEvent;
import io.nachweis.lifecycle.KeptCases;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Boxes that were ticked and wait to be handed over prove nothing; whoever wants to be erased wants no question about them. */
@Component
class WhatWasTicked implements KeptCases {

    @Override
    public String category() {
        return DownloadEvent.CONSENTS;
    }

    @Override
    public Map<String, Map<Trigger, Instant>> among(Stream<Entry> entries, Instant orderedAt) {
        return Map.of();
    }
}
