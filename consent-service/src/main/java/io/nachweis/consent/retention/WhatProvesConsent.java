package io.nachweis.consent.retention;

import io.nachweis.consent.decision.ConsentEvent;
import io.nachweis.consent.decision.ConsentEvent.ConsentGiven;
import io.nachweis.consent.decision.ConsentEvent.StateEnded;
import io.nachweis.consent.decision.EndOfConsent;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.WithheldEvents;
import io.nachweis.lifecycle.CaseOwner;
import io.nachweis.lifecycle.KeptCases;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Every sign-up is kept from the end of its consent on, of several purposes the last one. */
@Component
class WhatProvesConsent implements KeptCases {

    private final WithheldEvents log;

    WhatProvesConsent(WithheldEvents log) {
        this.log = log;
    }

    @Override
    public String category() {
        return ConsentEvent.CATEGORY;
    }

    @Override
    public Optional<CaseOwner> ownerBy(Object event) {
        return event instanceof ConsentEvent consent
                ? Optional.of(new CaseOwner(consent.controller(), consent.subject(), consent.consent()))
                : Optional.empty();
    }

    /** What comes late can be over when it comes. */
    @Override
    public boolean changesTime(Object event) {
        return switch (event) {
            case ConsentGiven given -> !given.outcome().allowed();
            case StateEnded _ -> false;
            default -> event instanceof ConsentEvent;
        };
    }

    @Override
    public Map<String, Map<Trigger, Instant>> among(Stream<Entry> entries, Instant orderedAt) {
        Map<String, Instant> ended = new HashMap<>();
        KeptCases.streams(entries)
                .map(consent -> EndOfConsent.of(history(consent), orderedAt))
                .forEach(ends -> ends.forEach(
                        (signUp, end) -> ended.merge(signUp, end, BinaryOperator.maxBy(Comparator.naturalOrder()))));
        Map<String, Map<Trigger, Instant>> kept = new HashMap<>();
        ended.forEach((signUp, end) -> kept.put(signUp, Map.of(Trigger.WITHDRAWAL, end)));
        return kept;
    }

    private List<ConsentEvent> history(UUID consent) {
        return log.of(consent.toString(), ConsentEvent.class).toList();
    }
}
