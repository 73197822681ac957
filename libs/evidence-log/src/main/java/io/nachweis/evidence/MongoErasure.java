package io.nachweis.evidence;

import com.mongodb.client.MongoDatabase;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import java.util.List;

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
        return end(keys.idsOf(scope));
    }

    @Override
    public Outcome complete() {
        return end(keys.retired());
    }

    private Outcome end(List<String> keyIds) {
        long cleared = 0;
        for (String keyId : keyIds) {
            keys.retire(keyId);
            cleared += commits.countSealedUnder(keyId);
            commits.pullWhatIsUnder(keyId);
            keys.destroy(keyId);
        }
        return new Outcome(keyIds.size(), cleared);
    }
}
