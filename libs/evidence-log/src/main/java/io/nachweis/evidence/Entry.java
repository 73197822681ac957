package io.nachweis.evidence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One fact of the log as it is shown to a person or an auditor.
 *
 * @param stream the aggregate it belongs to, null for a fact without one
 * @param leafHash SHA-256(0x00 ‖ bytes), lower-case hexadecimal (RFC 9162 §2.1.1)
 * @param data what it says; erased and withheld components read {@code {"$erased": true}}
 */
public record Entry(
        long position,
        String id,
        String type,
        @Nullable String stream,
        @Nullable Long sequence,
        Instant recordedAt,
        String leafHash,
        ObjectNode data) {}
