package io.nachweis.lifecycle.due;

import java.time.Instant;
import java.util.UUID;

/**
 * Something about which something is to be done at a time, unless things change before.
 *
 * @param kind what the service calls such items
 * @param entry what of the stream; an item takes the place of the earlier one about the same
 * @param at when it is due; claimed, when it comes again unless it is done
 */
public record DueItem(String kind, UUID stream, UUID entry, Instant at) {}
