package io.nachweis.starter.events;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** A token as it is stored, {@code {position?, resetAt?}}: plain numbers, without Axon's classes. */
final class StoredPosition {

    static final String POSITION = "position";

    /** Where the segment was when its processor was reset, until its replay has come there again. */
    static final String RESET_AT = "resetAt";

    private StoredPosition() {}

    static Bson update(@Nullable TrackingToken token) {
        return combine(set(POSITION, of(token)), set(RESET_AT, resetOf(token)));
    }

    static @Nullable TrackingToken tokenIn(Document stored) {
        var current = tokenAt(stored.getLong(POSITION));
        var reset = tokenAt(stored.getLong(RESET_AT));
        return reset == null ? current : ReplayToken.createReplayToken(reset, current);
    }

    private static @Nullable TrackingToken tokenAt(@Nullable Long position) {
        return position == null ? null : new GlobalSequenceTrackingToken(position);
    }

    static @Nullable Long of(@Nullable TrackingToken token) {
        return switch (token) {
            case null -> null;
            case GlobalSequenceTrackingToken position -> position.getGlobalIndex();
            case ReplayToken replay -> of(replay.getCurrentToken());
            default -> throw new IllegalArgumentException("No token of this log: " + token.getClass());
        };
    }

    static @Nullable Long resetOf(@Nullable TrackingToken token) {
        return token instanceof ReplayToken replay ? of(replay.getTokenAtReset()) : null;
    }
}
