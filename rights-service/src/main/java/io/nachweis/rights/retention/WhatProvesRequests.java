package io.nachweis.rights.retention;

import io.nachweis.evidence.Entry;
import io.nachweis.lifecycle.KeptCases;
import io.nachweis.policy.Retention.Trigger;
import io.nachweis.rights.decision.RightsEvent;
import io.nachweis.rights.link.Cases;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A request is kept from its last letter on; an erasure is answered by one. */
@Component
class WhatProvesRequests implements KeptCases {

    private final Cases cases;

    WhatProvesRequests(Cases cases) {
        this.cases = cases;
    }

    @Override
    public String category() {
        return RightsEvent.CATEGORY;
    }

    @Override
    public Map<String, Map<Trigger, Instant>> among(Stream<Entry> entries, Instant orderedAt) {
        return KeptCases.streams(entries)
                .flatMap(stream -> cases.find(stream).stream())
                .filter(request -> !request.subject().isErased())
                .collect(Collectors.toMap(
                        request -> request.id().toString(), request -> Map.of(Trigger.LAST_LETTER, orderedAt)));
    }
}
