package io.nachweis.evidence;

import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One fact of the log as it is shown to a person or an auditor.
 *
 * @param stream the aggregate it belongs to, null for a fact without one
 * @param leafHash SHA-256(0x00 ‖ bytes), lower-case hexadecimal (RFC 9162 §2.1.1)
 * @param data what it says; erased and withheld components read {@code {"$erased": true}}
 * @param categories the data category of each component that is personal data
 * @param words what it says to a person, in their language; null where it is not shown to one
 */
public record Entry(
        long position,
        String id,
        String type,
        @Nullable String stream,
        @Nullable Long sequence,
        Instant recordedAt,
        String leafHash,
        ObjectNode data,
        Map<String, String> categories,
        @Nullable String words) {

    public Entry {
        categories = Map.copyOf(requireNonNullElse(categories, Map.of()));
    }

    public Entry saying(String words) {
        return new Entry(position, id, type, stream, sequence, recordedAt, leafHash, data, categories, words);
    }
}
