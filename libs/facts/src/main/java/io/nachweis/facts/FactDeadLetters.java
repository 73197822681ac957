package io.nachweis.facts;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The dead letter queue of one topic, a sequence per person, beside those of the projections: documents of the same
 * shape in the same collection, with the record in place of a reference, because no log here has it. A letter waits
 * longer after each attempt, {@code claimedUntil} says until when.
 */
final class FactDeadLetters {

    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);
    private static final String CLAIMED_UNTIL = "claimedUntil";
    private static final String ENQUEUED_AT = "enqueuedAt";

    private final MongoCollection<Document> letters;
    private final String group;
    private final Clock clock;

    /** @param clock of real time */
    FactDeadLetters(MongoDatabase database, String group, Clock clock) {
        this.letters = database.getCollection("dead-letters");
        this.group = group;
        this.clock = clock;
    }

    String group() {
        return group;
    }

    /** Whether there are any, of whatever topic. */
    static boolean exist(MongoDatabase database) {
        return database.getCollection("dead-letters")
                        .find(gt("record.topic", ""))
                        .projection(include("group"))
                        .limit(1)
                        .first()
                != null;
    }

    boolean isEmpty() {
        return letters.find(within(group + "/"))
                        .projection(include("group"))
                        .limit(1)
                        .first()
                == null;
    }

    boolean contains(String subject) {
        return letters.find(within(prefix(subject))).limit(1).first() != null;
    }

    /**
     * Once, however often: the place on the topic names the letter and orders those of a person.
     *
     * @param cause null for what waits behind another one
     */
    void enqueue(String subject, ConsumerRecord<String, byte[]> record, @Nullable String cause) {
        var now = clock.instant();
        var letter = new Document("_id", prefix(subject) + "%05d-%019d".formatted(record.partition(), record.offset()))
                .append("group", group)
                .append("sequence", subject)
                .append("position", position(record))
                .append("cause", cause)
                .append("tries", cause == null ? 0 : 1)
                .append(ENQUEUED_AT, now.toString())
                .append("lastTouched", now.toString())
                .append(CLAIMED_UNTIL, now.plus(FIRST_RETRY).toEpochMilli())
                .append("record", document(record));
        try {
            letters.insertOne(letter);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    long size() {
        return letters.countDocuments(within(group + "/"));
    }

    /** For what nobody vouches for: it does not stay for ever. */
    void removeOlderThan(Instant instant) {
        letters.deleteMany(and(within(group + "/"), lt(ENQUEUED_AT, instant.toString())));
    }

    /** But what says that somebody is erased, and what was said later than that. */
    static void removeAbout(MongoDatabase database, String subject, Instant until) {
        var letters = database.getCollection("dead-letters");
        letters.find(and(eq("sequence", subject), gt("record.topic", ""))).forEach(letter -> {
            var record = record(letter.get("record", Document.class));
            if (!header(record, "ce_type").startsWith("nachweis.erasure.") && !isLater(record, until)) {
                letters.deleteOne(eq("_id", letter.get("_id")));
            }
        });
    }

    private static boolean isLater(ConsumerRecord<String, byte[]> record, Instant until) {
        try {
            return Instant.parse(header(record, "ce_time")).isAfter(until);
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    /** Has the time of a person's letters come. */
    void release(String subject) {
        letters.updateMany(within(prefix(subject)), set(CLAIMED_UNTIL, 0L));
    }

    /**
     * Gives the first letter of each person whose time has come to the task, and goes on with the next one of them as
     * long as it is done with.
     *
     * @param task answers the cause for which the letter still waits; empty when it is done with
     */
    void retry(Function<ConsumerRecord<String, byte[]>, Optional<String>> task) {
        for (Document head : heads()) {
            if (claim(head)) {
                retrySequence(head, task);
            }
        }
    }

    private List<Document> heads() {
        long now = clock.millis();
        var heads = new ArrayList<Document>();
        var last = new String[] {""};
        letters.find(within(group + "/"))
                .projection(include("sequence", CLAIMED_UNTIL))
                .sort(ascending("_id"))
                .forEach(letter -> {
                    var sequence = letter.getString("sequence");
                    if (!sequence.equals(last[0]) && letter.getLong(CLAIMED_UNTIL) <= now) {
                        heads.add(letter);
                    }
                    last[0] = sequence;
                });
        return heads;
    }

    private void retrySequence(Document head, Function<ConsumerRecord<String, byte[]>, Optional<String>> task) {
        var next = Optional.of(head);
        while (next.isPresent()) {
            var id = next.get().getString("_id");
            var letter = letters.find(eq("_id", id)).first();
            if (letter == null) {
                return;
            }
            Optional<String> cause;
            try {
                cause = task.apply(record(letter.get("record", Document.class)));
            } catch (RuntimeException e) {
                letters.updateOne(eq("_id", id), set(CLAIMED_UNTIL, 0L));
                throw e;
            }
            if (cause.isPresent()) {
                requeue(letter, cause.get());
                return;
            }
            next = Optional.ofNullable(letters.find(and(gt("_id", id), within(prefix(letter.getString("sequence")))))
                            .projection(include("sequence", CLAIMED_UNTIL))
                            .sort(ascending("_id"))
                            .limit(1)
                            .first())
                    .filter(this::claim);
            letters.deleteOne(eq("_id", id));
        }
    }

    private void requeue(Document letter, String cause) {
        int tries = letter.getInteger("tries", 0);
        long wait = Math.min(FIRST_RETRY.toMillis() << Math.min(tries, 20), LONGEST_RETRY.toMillis());
        letters.updateOne(
                eq("_id", letter.getString("_id")),
                combine(
                        set("cause", cause),
                        inc("tries", 1),
                        set("lastTouched", clock.instant().toString()),
                        set(CLAIMED_UNTIL, clock.millis() + wait)));
    }

    private boolean claim(Document letter) {
        var asSeen = and(eq("_id", letter.getString("_id")), eq(CLAIMED_UNTIL, letter.getLong(CLAIMED_UNTIL)));
        return letters.updateOne(asSeen, set(CLAIMED_UNTIL, clock.millis() + CLAIM.toMillis()))
                        .getMatchedCount()
                == 1;
    }

    private String prefix(String subject) {
        return group + "/" + subject + "/";
    }

    /** A prefix ends with a slash, and the character after the slash is the zero. */
    private static Bson within(String prefix) {
        return and(gte("_id", prefix), lt("_id", prefix.substring(0, prefix.length() - 1) + '0'));
    }

    /** In the log of its source, as far as it says one. */
    private static long position(ConsumerRecord<String, byte[]> record) {
        try {
            return Long.parseLong(header(record, "ce_sequence"));
        } catch (NumberFormatException _) {
            return record.offset();
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    private static Document document(ConsumerRecord<String, byte[]> record) {
        var headers = new ArrayList<Document>();
        for (Header header : record.headers()) {
            if (!header.key().startsWith("ce_") && !header.key().equals("content-type")) {
                continue; // Not signed, and nobody reads it.
            }
            headers.add(new Document("name", header.key()).append("value", binary(header.value())));
        }
        return new Document("topic", record.topic())
                .append("partition", record.partition())
                .append("offset", record.offset())
                .append("key", record.key())
                .append("headers", headers)
                .append("value", binary(record.value()));
    }

    private static ConsumerRecord<String, byte[]> record(Document stored) {
        var headers = new RecordHeaders();
        stored.getList("headers", Document.class)
                .forEach(header -> headers.add(new RecordHeader(header.getString("name"), bytes(header))));
        return new ConsumerRecord<>(
                stored.getString("topic"),
                stored.getInteger("partition"),
                stored.getLong("offset"),
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                stored.getString("key"),
                bytes(stored),
                headers,
                Optional.empty());
    }

    private static @Nullable Binary binary(byte @Nullable [] bytes) {
        return bytes == null ? null : new Binary(bytes);
    }

    private static byte @Nullable [] bytes(Document stored) {
        var binary = stored.get("value", Binary.class);
        return binary == null ? null : binary.getData();
    }
}
