package io.nachweis.lifecycle.due;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something about which something is to be done at a time, unless things change before.
 *
 * @param controller whose person it is about
 * @param kind what the service calls such items; of a case, its category
 * @param entry what of the stream; an item takes the place of the earlier one about the same
 * @param at when it is due; claimed, when it comes again unless it is done
 * @param caseId the case whose retention ends; null for anything else
 */
public record DueItem(
        String controller,
        String kind,
        UUID stream,
        UUID entry,
        Instant at,
        @Nullable String caseId) {

    public DueItem(String controller, String kind, UUID stream, UUID entry, Instant at) {
        this(controller, kind, stream, entry, at, null);
    }

    public DuePlace place() {
        return new DuePlace(at, entry);
    }

    public static DueItem ofCase(String controller, String category, String caseId, UUID stream, Instant at) {
        return new DueItem(controller, category, stream, entryOf(category, caseId), at, caseId);
    }

    public static UUID entryOf(String category, String caseId) {
        return UUID.nameUUIDFromBytes((category + "/" + caseId).getBytes(UTF_8));
    }
}
