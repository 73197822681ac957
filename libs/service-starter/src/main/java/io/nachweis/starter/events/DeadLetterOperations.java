package io.nachweis.starter.events;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import io.nachweis.contracts.PlatformProblem;
import java.util.LinkedHashMap;
import java.util.List;
import org.axonframework.config.EventProcessingConfiguration;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Lists and releases dead letters for operators, who see places and kinds of failures, nothing of what an event says.
 */
class DeadLetterOperations {

    /**
     * The event that a projection failed at.
     *
     * @param position of its entry in the log
     * @param cause the type of the failure
     * @param waiting how many later events of the same sequence wait behind it
     */
    record DeadLetter(
            String projection,
            long position,
            @Nullable String cause,
            String since,
            String lastTried,
            int tries,
            int waiting) {

        private static DeadLetter of(Document first, int waiting) {
            return new DeadLetter(
                    first.getString("group"),
                    first.getLong("position"),
                    first.getString("cause"),
                    first.getString("enqueuedAt"),
                    first.getString("lastTouched"),
                    first.getInteger("tries", 1),
                    waiting);
        }

        private DeadLetter withOneMoreWaiting() {
            return new DeadLetter(projection, position, cause, since, lastTried, tries, waiting + 1);
        }
    }

    private final MongoCollection<Document> letters;
    private final EventProcessingConfiguration processing;
    private final List<DeadLetterRelease> others;

    DeadLetterOperations(
            MongoDatabase database, EventProcessingConfiguration processing, List<DeadLetterRelease> others) {
        this.letters = database.getCollection("dead-letters");
        this.processing = processing;
        this.others = List.copyOf(others);
    }

    List<DeadLetter> all() {
        var heads = new LinkedHashMap<String, DeadLetter>();
        letters.find()
                .projection(Projections.exclude("record"))
                .sort(Indexes.ascending("_id"))
                .forEach(letter -> heads.merge(
                        letter.getString("group") + "/" + letter.getString("sequence"),
                        DeadLetter.of(letter, 0),
                        (head, _) -> head.withOneMoreWaiting()));
        return List.copyOf(heads.values());
    }

    /**
     * Tries an event and those behind it again, and says how many were handled.
     *
     * @throws io.nachweis.contracts.Refusal when nothing was put aside there, or it fails again
     */
    long release(String projection, long position) {
        var letter = letters.find(and(eq("group", projection), eq("position", position)))
                .first();
        if (letter == null) {
            throw PlatformProblem.NOT_FOUND.refusal();
        }
        var sequence = letter.getString("sequence");
        long before = remaining(projection, sequence);
        processing
                .sequencedDeadLetterProcessor(projection)
                .ifPresentOrElse(
                        processor -> processor.process(candidate -> candidate instanceof StoredDeadLetter ours
                                && ours.sequence().equals(sequence)),
                        () -> others.forEach(other -> other.release(projection, sequence)));
        long after = remaining(projection, sequence);
        if (after > 0) {
            throw OperationsProblem.STILL_FAILING.refusal();
        }
        return before;
    }

    private long remaining(String projection, String sequence) {
        return letters.countDocuments(and(eq("group", projection), eq("sequence", sequence)));
    }
}
