package io.nachweis.lifecycle.report;

/** How many cases of a data category ended. */
public record EndedCount(String category, long cases) {}
