package io.nachweis.starter.idempotency;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.starter.idempotency.Fingerprints.Fingerprint;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The requests of the last day that came with a key: {@code {_id, content, at, until, done}}. Nobody works on one that
 * is not done after {@code until}. Whether it had an effect is for the log to say.
 */
final class Requests {

    static final Duration LIFE = Duration.ofHours(24);

    /** Longer than any request takes. */
    static final Duration LONGEST_WORK = Duration.ofSeconds(10);

    private static final String CONTENT = "content";
    private static final String AT = "at";
    private static final String UNTIL = "until";
    private static final String DONE = "done";
    private static final int ATTEMPTS = 5;

    /** That a request is ours to do. */
    record Claim(String id, Date until) {}

    private final MongoCollection<Document> requests;
    private final Clock clock;
    private final int most;

    /** @param most how many are remembered; if there are more, the oldest are forgotten before their time */
    Requests(MongoDatabase database, Clock clock, int most) {
        this.requests = database.getCollection("requests");
        this.clock = clock;
        this.most = most;
        requests.createIndex(Indexes.ascending(AT));
    }

    /**
     * Empty if it was done.
     *
     * @param sent by today's secret, by which it is remembered if it is new, and by earlier ones
     */
    Optional<Claim> begin(List<Fingerprint> sent) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Instant now = now();
            var found = find(sent, now);
            if (found == null) {
                var claim = new Claim(sent.getFirst().id(), Date.from(now.plus(LONGEST_WORK)));
                if (isFirst(claim, sent.getFirst().content(), now)) {
                    return Optional.of(claim);
                }
                continue;
            }
            var claim = new Claim(found.getString("_id"), Date.from(now.plus(LONGEST_WORK)));
            if (!isSame(found, sent)) {
                throw IdempotencyProblem.IDEMPOTENCY_KEY_REUSED.about(IdempotencyKey.HEADER);
            }
            if (found.getBoolean(DONE)) {
                return Optional.empty();
            }
            if (found.getDate(UNTIL).toInstant().isAfter(now)) {
                throw IdempotencyProblem.IDEMPOTENCY_KEY_IN_PROGRESS.about(IdempotencyKey.HEADER);
            }
            if (takesOver(claim, found.getDate(UNTIL))) {
                return Optional.of(claim);
            }
        }
        throw PlatformProblem.UNAVAILABLE.refusal();
    }

    /** One that is a day old is a new one. */
    private @Nullable Document find(List<Fingerprint> sent, Instant now) {
        return requests.find(
                        and(in("_id", sent.stream().map(Fingerprint::id).toList()), gt(AT, Date.from(now.minus(LIFE)))))
                .first();
    }

    private static boolean isSame(Document found, List<Fingerprint> sent) {
        byte[] content = found.get(CONTENT, Binary.class).getData();
        return sent.stream()
                .filter(each -> each.id().equals(found.getString("_id")))
                .allMatch(each -> MessageDigest.isEqual(each.content().getData(), content));
    }

    private boolean isFirst(Claim claim, Binary content, Instant now) {
        try {
            requests.insertOne(new Document("_id", claim.id())
                    .append(CONTENT, content)
                    .append(AT, Date.from(now))
                    .append(UNTIL, claim.until())
                    .append(DONE, false));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /** Whoever worked on it is gone, or does not know what became of it. */
    private boolean takesOver(Claim claim, Date before) {
        return requests.updateOne(
                                and(eq("_id", claim.id()), eq(UNTIL, before), eq(DONE, false)),
                                Updates.set(UNTIL, claim.until()))
                        .getModifiedCount()
                == 1;
    }

    void done(Claim claim) {
        ifPossible(() -> requests.updateOne(eq("_id", claim.id()), Updates.set(DONE, true)));
    }

    /** It was refused and is as if it had never come. */
    void forget(Claim claim) {
        ifPossible(() -> requests.deleteOne(mine(claim)));
    }

    /** It may have been done or not. */
    void leave(Claim claim) {
        ifPossible(() -> requests.updateOne(mine(claim), Updates.set(UNTIL, Date.from(now()))));
    }

    private static Bson mine(Claim claim) {
        return and(eq("_id", claim.id()), eq(UNTIL, claim.until()), eq(DONE, false));
    }

    /** The answer does not depend on it: what is not noted here is found out when the request is repeated. */
    private static void ifPossible(Runnable note) {
        try {
            note.run();
        } catch (MongoException _) {
            // Then the claim ends by itself.
        }
    }

    /** Forgets what is too old, and the oldest of what is too much. */
    void clear() {
        requests.deleteMany(lte(AT, Date.from(now().minus(LIFE))));
        long excess = requests.estimatedDocumentCount() - most;
        if (excess > 0) {
            var last = requests.find()
                    .sort(Indexes.ascending(AT))
                    .skip((int) excess - 1)
                    .limit(1)
                    .first();
            if (last != null) {
                requests.deleteMany(lte(AT, last.getDate(AT)));
            }
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
