package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query that is answered in batches; between them it costs nothing but the memory of where it is. */
final class BatchCursor extends AbstractCursor {

    private static final int BATCH_BYTES = 4 * 1024 * 1024;

    private final Storage storage;
    private final EmbeddedCollection collection;
    private final Query query;
    private final @Nullable Document projection;

    BatchCursor(long id, EmbeddedCollection collection, Storage storage, Query query, @Nullable Document projection) {
        super(id);
        this.collection = collection;
        this.storage = storage;
        this.query = query;
        this.projection = projection;
    }

    @Override
    public boolean isEmpty() {
        return query.isExhausted();
    }

    /** At most {@code count} documents, or as many as fit if it is 0. */
    @Override
    public List<Document> takeDocuments(int count) {
        Query.Answers answers = query.in(storage.view());
        List<Document> batch = new ArrayList<>();
        int bytes = 0;
        while ((count == 0 || batch.size() < count) && bytes < BATCH_BYTES) {
            Query.Found found = answers.next();
            if (found == null) {
                break;
            }
            batch.add(found.document());
            bytes += found.size();
        }
        return collection.project(batch, projection);
    }
}
