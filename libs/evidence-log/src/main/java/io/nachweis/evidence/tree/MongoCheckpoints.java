package io.nachweis.evidence.tree;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import io.nachweis.transparency.SignedNote;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * In the log's own database or another one: collection {@code checkpoints}, {@code {_id, size, note}}. In its own they are
 * called {@code signed} and {@code published}, elsewhere by the log.
 */
public final class MongoCheckpoints implements CheckpointStore {

    private final MongoCollection<Document> checkpoints;
    private final String id;

    public MongoCheckpoints(MongoDatabase database, String id) {
        this.checkpoints = database.getCollection("checkpoints")
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
        this.id = id;
    }

    /** Inside: what was signed. */
    public static MongoCheckpoints signed(MongoDatabase database) {
        return new MongoCheckpoints(database, "signed");
    }

    /** Inside: what anybody may see of it. */
    static MongoCheckpoints published(MongoDatabase database) {
        return new MongoCheckpoints(database, "published");
    }

    @Override
    public Optional<byte[]> last() {
        return Optional.ofNullable(checkpoints.find(eq(id)).first())
                .map(stored -> stored.get("note", Binary.class).getData());
    }

    /** Where there is one already that is not smaller, the insert meets it. */
    @Override
    public void keep(SignedNote note) {
        long size = CheckpointStore.size(note);
        try {
            checkpoints.replaceOne(
                    and(eq(id), lt("size", size)),
                    new Document("_id", id).append("size", size).append("note", new Binary(note.bytes())),
                    new ReplaceOptions().upsert(true));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }
}
