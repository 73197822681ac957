package io.nachweis.consent.decision;

import java.time.Instant;

/**
 * The outcome of an event for a person's consent: whether the purpose is allowed from then on, and since when it is so.
 */
public record ConsentOutcome(boolean allowed, Instant since) {}
