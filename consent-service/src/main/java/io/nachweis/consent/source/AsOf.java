package io.nachweis.consent.source;

import java.time.Instant;

/**
 * How much of what a service has said is taken into account.
 *
 * @param position everything up to there in that service's log is
 * @param at and everything that was said until then
 */
public record AsOf(long position, Instant at) {}
