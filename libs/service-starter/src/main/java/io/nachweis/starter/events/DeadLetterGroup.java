package io.nachweis.starter.events;

/** A processing group that, as projections do, puts an event aside when it can never handle it, and is never reset. */
public record DeadLetterGroup(String group) {}
