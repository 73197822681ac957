package io.nachweis.evidence;

import com.mongodb.client.MongoDatabase;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Gatherers;

/**
 * Retires keys, pulls what they sealed, destroys them. A key exists until its data is pulled, so an erasure that was cut
 * short at any step is completed by asking again.
 */
public final class MongoErasure implements Erasure {

    /** Keys that are removed with one statement each, which holds up others only shortly. */
    private static final int AT_ONCE = 100;

    private final CommitCollection commits;
    private final SubjectKeys keys;
    private final Duration grace;
    private final Ticker ticker;

    /**
     * @param grace how long another process may still store what it seals under a retired key: the life of a key it has
     *     at hand, and the longest an append takes
     */
    public MongoErasure(MongoDatabase database, SubjectKeys keys, Duration grace) {
        this(database, keys, grace, Ticker.REAL);
    }

    MongoErasure(MongoDatabase database, SubjectKeys keys, Duration grace, Ticker ticker) {
        this.commits = new CommitCollection(database);
        this.keys = keys;
        this.grace = grace;
        this.ticker = ticker;
    }

    @Override
    public void begin(Collection<KeyScope> scopes) {
        keys.retire(idsOf(scopes));
    }

    @Override
    public void eraseFinal(KeyScope scope) {
        List<String> keyIds = idsOf(List.of(scope));
        if (!keyIds.isEmpty()) {
            keys.retire(keyIds);
            remove(keyIds);
        }
    }

    @Override
    public ErasureResult complete() {
        List<String> keyIds = keys.retired();
        if (keyIds.isEmpty()) {
            return new ErasureResult(0, 0);
        }
        sitOutTheGrace();
        long cleared = 0;
        for (List<String> some :
                keyIds.stream().gather(Gatherers.windowFixed(AT_ONCE)).toList()) {
            cleared += commits.countSealedUnder(some);
            remove(some);
        }
        return new ErasureResult(keyIds.size(), cleared);
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
