package io.nachweis.consent.decision;

import java.time.Instant;

/** Where an event left the person's decision: whether the purpose is allowed from then on, and since when it is so. */
public record Outcome(boolean allowed, Instant since) {}
