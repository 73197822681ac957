package io.nachweis.evidence;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Gatherers;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Retires keys, pulls what they sealed, destroys them. A key exists until its data is pulled, so an erasure that was cut
 * short at any step is completed by asking again. An append that the database carries out later than anybody waits for
 * it is found by following the log: what is stored under a key that has ended is pulled then. How far the log was
 * followed is in {@code erasures}: {@code {_id: "swept", next}}.
 */
public final class MongoErasure implements Erasure {

    /** Keys that are removed with one statement each, which holds up others only shortly. */
    private static final int AT_ONCE = 100;

    private static final Bson SWEPT = eq("_id", "swept");
    private static final String NEXT = "next";

    private final CommitCollection commits;
    private final MongoCollection<Document> erasures;
    private final SubjectKeys keys;
    private final Duration grace;
    private final Ticker ticker;
    private volatile boolean begun;

    /** How far the log was followed; negative while that was not read. */
    private long next = -1;

    /**
     * @param log as the user sees it who may change a commit
     * @param own where how far the log was followed is noted
     * @param grace how long another process may still store what it seals under a retired key: the life of a key it has
     *     at hand, and the longest an append takes
     */
    public MongoErasure(MongoDatabase log, MongoDatabase own, SubjectKeys keys, Duration grace) {
        this(log, own, keys, grace, Ticker.REAL);
    }

    MongoErasure(MongoDatabase log, MongoDatabase own, SubjectKeys keys, Duration grace, Ticker ticker) {
        this.commits = new CommitCollection(log);
        this.erasures = own.getCollection("erasures");
        this.keys = keys;
        this.grace = grace;
        this.ticker = ticker;
    }

    @Override
    public void begin(Collection<KeyScope> scopes) {
        keys.retire(idsOf(scopes));
        begun = true;
    }

    @Override
    public boolean hasBegun() {
        return begun;
    }

    @Override
    public void eraseFinal(Collection<KeyScope> scopes) {
        List<String> keyIds = idsOf(scopes);
        if (!keyIds.isEmpty()) {
            keys.retire(keyIds);
            remove(keyIds);
        }
    }

    @Override
    public ErasureResult complete() {
        begun = false;
        List<String> keyIds = keys.retired();
        if (!keyIds.isEmpty()) {
            sitOutTheGrace();
        }
        long cleared = 0;
        for (List<String> some :
                keyIds.stream().gather(Gatherers.windowFixed(AT_ONCE)).toList()) {
            cleared += commits.countSealedUnder(some);
            remove(some);
        }
        return new ErasureResult(keyIds.size(), cleared + pullWhatCameLate());
    }

    /** Of every commit that nobody has looked at yet, once; a key that ends later is the business of its own erasure. */
    private long pullWhatCameLate() {
        if (next < 0) {
            Document swept = erasures.find(SWEPT).first();
            next = swept == null ? 0 : swept.getLong(NEXT);
        }
        long cleared = 0;
        while (true) {
            CommitCollection.UsedKeys used = commits.usedKeys(next);
            if (used.next() == next) {
                return cleared;
            }
            Set<String> ended = used.keyIds().isEmpty() ? Set.of() : keys.endedAmong(used.keyIds());
            if (!ended.isEmpty()) {
                cleared += commits.countSealedUnder(ended);
                commits.pullWhatIsUnder(ended);
            }
            next = used.next();
            erasures.updateOne(SWEPT, Updates.max(NEXT, next), new UpdateOptions().upsert(true));
        }
    }

    private List<String> idsOf(Collection<KeyScope> scopes) {
        return scopes.stream().flatMap(scope -> keys.idsOf(scope).stream()).toList();
    }

    private void remove(List<String> keyIds) {
        commits.pullWhatIsUnder(keyIds);
        keys.destroy(keyIds);
    }

    private void sitOutTheGrace() {
        long start = ticker.nanos();
        for (long left = grace.toNanos(); left > 0; left = grace.toNanos() - (ticker.nanos() - start)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("Interrupted; the erasure is completed another time");
            }
            ticker.pause(left);
        }
    }
}
