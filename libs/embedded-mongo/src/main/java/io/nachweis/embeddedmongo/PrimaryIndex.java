package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.List;

/** The index on {@code _id}: the documents themselves, which lie in that order. */
final class PrimaryIndex extends Index<Bytes> {

    static final String FIELD = "_id";
    private static final List<IndexKey> KEYS = List.of(new IndexKey(FIELD, true));

    private final Storage storage;
    private final Tree documents;

    PrimaryIndex(Storage storage, Tree documents, String name) {
        super(name, KEYS, false);
        this.storage = storage;
        this.documents = documents;
    }

    static Plan.Path path(Tree documents) {
        return new Plan.Path(documents, KEYS, true, false);
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    @Override
    public Bytes getPosition(Document document) {
        return EmbeddedCollection.id(document);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Bytes> collection) {
        if (storage.view().get(documents.prefix().plus(EmbeddedCollection.id(document))) != null) {
            throw new DuplicateKeyError(this, collection, KEYS, new KeyValue(document.get(FIELD)));
        }
    }

    @Override
    public Bytes remove(Document document) {
        return EmbeddedCollection.id(document);
    }

    @Override
    public void add(Document document, Bytes position, MongoCollection<Bytes> collection) {
        // the document is its own entry
    }

    @Override
    public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<Bytes> collection) {
        // an _id never changes
    }

    @Override
    public void updateInPlace(
            Document oldDocument, Document newDocument, Bytes position, MongoCollection<Bytes> collection) {
        // an _id never changes
    }

    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<Bytes> getPositions(Document query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long getCount() {
        return documents.count(storage.view());
    }

    /** Never to be built. */
    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public long getDataSize() {
        return 0;
    }

    @Override
    public void drop() {
        // goes with the documents
    }
}
