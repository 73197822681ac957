package io.nachweis.evidence;

import com.mongodb.client.MongoDatabase;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import java.time.Duration;
import java.util.List;

/**
 * Retires keys, pulls what they sealed, destroys them. A key exists until its data is pulled, so an erasure that was cut
 * short at any step is completed by asking again.
 */
public final class MongoErasure implements Erasure {

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
    public void begin(KeyScope scope) {
        keys.idsOf(scope).forEach(keys::retire);
    }

    @Override
    public void eraseFinal(KeyScope scope) {
        keys.idsOf(scope).forEach(keyId -> {
            keys.retire(keyId);
            remove(keyId);
        });
    }

    @Override
    public ErasureResult complete() {
        List<String> keyIds = keys.retired();
        if (keyIds.isEmpty()) {
            return new ErasureResult(0, 0);
        }
        sitOutTheGrace();
        long cleared = 0;
        for (String keyId : keyIds) {
            cleared += commits.countSealedUnder(keyId);
            remove(keyId);
        }
        return new ErasureResult(keyIds.size(), cleared);
    }

    private void remove(String keyId) {
        commits.pullWhatIsUnder(keyId);
        keys.destroy(keyId);
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
