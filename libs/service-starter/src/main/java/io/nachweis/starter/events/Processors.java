package io.nachweis.starter.events;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import io.nachweis.starter.NachweisSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The status of every event processor of the service: position, lag and dead letters, whichever process runs it. */
class Processors {

    /**
     * @param position the last entry that every segment has handled; -1 for none
     * @param head the last entry of the log; -1 for none
     * @param waitingSince when the first entry that is not handled was recorded; null when all are
     * @param rebuilding whether it goes over entries that it handled before
     * @param deadLetters how many events it put aside, and those that wait behind them
     */
    record ProcessorStatus(
            String processor,
            boolean projection,
            long position,
            long head,
            @Nullable Instant waitingSince,
            boolean rebuilding,
            long deadLetters) {

        long behind() {
            return head - position;
        }
    }

    private final MongoCollection<Document> tokens;
    private final MongoCollection<Document> letters;
    private final EventStorageEngine log;
    private final List<String> projections;

    Processors(MongoDatabase database, EventStorageEngine log, NachweisSettings settings) {
        this.tokens = database.getCollection("tokens");
        this.letters = database.getCollection("dead-letters");
        this.log = log;
        this.projections = settings.projections();
    }

    List<ProcessorStatus> statuses() {
        var positions = new TreeMap<String, Long>();
        var rebuilding = new ArrayList<String>();
        tokens.find().forEach(token -> {
            var position = token.getLong("position");
            positions.merge(token.getString("processor"), position == null ? -1 : position, Math::min);
            var resetAt = token.getLong("resetAt");
            if (resetAt != null && (position == null || position < resetAt)) {
                rebuilding.add(token.getString("processor"));
            }
        });
        long head = position(log.createHeadToken());
        boolean isAnythingPutAside =
                letters.find().projection(Projections.include("_id")).first() != null;
        return positions.entrySet().stream()
                .map(entry -> status(
                        entry.getKey(),
                        entry.getValue(),
                        head,
                        rebuilding.contains(entry.getKey()),
                        isAnythingPutAside ? letters.countDocuments(eq("group", entry.getKey())) : 0))
                .toList();
    }

    private ProcessorStatus status(String processor, long position, long head, boolean rebuilding, long deadLetters) {
        boolean isProjection = projections.contains(processor);
        return new ProcessorStatus(
                processor,
                isProjection,
                Math.min(position, head),
                head,
                position < head ? recordedAt(position + 1) : null,
                rebuilding,
                deadLetters);
    }

    private @Nullable Instant recordedAt(long position) {
        try (var events = log.readEvents(position == 0 ? null : new GlobalSequenceTrackingToken(position - 1), false)) {
            return events.findFirst()
                    .<Instant>map(event -> event.getTimestamp())
                    .orElse(null);
        }
    }

    private static long position(@Nullable TrackingToken token) {
        return token == null ? -1 : token.position().orElse(-1);
    }
}
