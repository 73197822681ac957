package io.nachweis.evidence;

import com.mongodb.client.MongoDatabase;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;

/**
 * Retires the key, pulls what it sealed, destroys it. A key exists until its data is pulled, so an erasure that was cut
 * short at any step is completed by asking again.
 */
public final class MongoErasure implements Erasure {

    private final CommitCollection commits;
    private final SubjectKeys keys;

    public MongoErasure(MongoDatabase database, SubjectKeys keys) {
        this.commits = new CommitCollection(database);
        this.keys = keys;
    }

    @Override
    public Outcome erase(KeyScope scope) {
        int destroyed = 0;
        long cleared = 0;
        for (String keyId : keys.idsOf(scope)) {
            keys.retire(keyId);
            cleared += commits.countSealedUnder(keyId);
            commits.pullWhatIsUnder(keyId);
            keys.destroy(keyId);
            destroyed++;
        }
        return new Outcome(destroyed, cleared);
    }
}
