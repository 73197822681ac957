package io.nachweis.forms.admission;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.not;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.nachweis.policy.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Sliding-window rate limits in MongoDB: {@code {_id: <keyed hash>, taken: [newest first], by?, end}}. Asking and counting
 * are one statement, whose predicate is the limit, so no number of instances and of askers at once gets past it. What
 * was counted is on disk before it may happen: after a crash something may have been counted that never happened, and
 * nothing may have happened that was not counted.
 */
final class RateLimits {

    private static final String TAKEN = "taken";
    private static final String BY = "by";
    private static final String END = "end";

    private final MongoCollection<Document> counters;

    RateLimits(MongoDatabase database) {
        counters = database.getCollection("caps");
        counters.createIndex(Indexes.ascending(END));
    }

    /** Counts one more and says true, or says false and counts nothing. */
    boolean take(String key, List<Limit> limits, Instant now) {
        return take(key, limits, now, null);
    }

    /** The same for what is asked once more after a crash: what was counted by this entry counts once. */
    boolean take(String key, List<Limit> limits, Instant now, @Nullable UUID by) {
        return limits.isEmpty() || count(key, limits, now, by) || (by != null && isCounted(key, by));
    }

    /** When one more may be counted, as things are. */
    Instant opensAt(String key, List<Limit> limits, Instant now) {
        Document counter = counters.find(eq("_id", key)).first();
        List<Date> taken = counter == null ? List.of() : counter.getList(TAKEN, Date.class);
        return limits.stream()
                .filter(limit -> taken.size() >= limit.times())
                .map(limit -> taken.get(limit.times() - 1).toInstant().plus(limit.within()))
                .max(Comparator.naturalOrder())
                .filter(now::isBefore)
                .orElse(now);
    }

    private boolean isCounted(String key, UUID by) {
        return counters.find(and(eq("_id", key), eq(BY, by.toString()))).first() != null;
    }

    private boolean count(String key, List<Limit> limits, Instant now, @Nullable UUID by) {
        var conditions = new ArrayList<Bson>(List.of(eq("_id", key)));
        for (Limit limit : limits) {
            conditions.add(not(gt(TAKEN + '.' + (limit.times() - 1), Date.from(now.minus(limit.within())))));
        }
        var longest = limits.stream()
                .map(Limit::within)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        var newest = new PushOptions()
                .position(0)
                .slice(limits.stream().mapToInt(Limit::times).max().orElse(1));
        var changes = new ArrayList<Bson>(List.of(
                Updates.pushEach(TAKEN, List.of(Date.from(now)), newest),
                Updates.max(END, Date.from(now.plus(longest)))));
        if (by != null) {
            conditions.add(ne(BY, by.toString()));
            changes.add(Updates.pushEach(BY, List.of(by.toString()), newest));
        }
        var change = Updates.combine(changes);
        try {
            var result = counters.updateOne(and(conditions), change, new UpdateOptions().upsert(true));
            return result.getModifiedCount() == 1 || result.getUpsertedId() != null;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                // It is there already: the limit is reached, or another one began to count at the same moment.
                return counters.updateOne(and(conditions), change).getModifiedCount() == 1;
            }
            throw e;
        }
    }

    /** Takes back what was counted last: it counts for nothing after all. */
    void giveBack(String key) {
        counters.updateOne(eq("_id", key), Updates.popFirst(TAKEN));
    }

    /** What has not counted for anything since then. */
    void forgetUntil(Instant now) {
        counters.deleteMany(lte(END, Date.from(now)));
    }
}
