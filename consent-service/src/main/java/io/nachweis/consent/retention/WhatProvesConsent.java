package io.nachweis.consent.retention;

import io.nachweis.consent.decision.ConsentEvent;
import io.nachweis.consent.decision.EndOfConsent;
import io.nachweis.consent.ledger.Ledger;
import io.nachweis.evidence.Entry;
import io.nachweis.lifecycle.KeptCases;
import io.nachweis.personal.KeyScope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A person's decisions are kept together, from the last end of a consent on. */
@Component
class WhatProvesConsent implements KeptCases {

    private final Ledger ledger;

    WhatProvesConsent(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String category() {
        return ConsentEvent.CATEGORY;
    }

    @Override
    public Map<String, Instant> among(List<Entry> entries, Instant orderedAt) {
        Instant last = KeptCases.streams(entries)
                .map(consent -> EndOfConsent.of(ledger.history(consent)).orElse(orderedAt))
                .max(Comparator.naturalOrder())
                .orElse(orderedAt);
        return Map.of(KeyScope.NO_CASE, last);
    }
}
