package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of fields in order, each leading to the {@code _id} of its document; the values of equal entries are followed
 * by the {@code _id}, unless the index is unique and has no equal entries.
 *
 * <p>The library asks it what may be written; what is read is planned by {@link Plan}.
 */
final class OrderedIndex extends Index<Bytes> {

    private final Storage storage;
    private final Tree tree;
    private final boolean unique;
    private volatile long builtBy;

    OrderedIndex(Storage storage, Tree tree, String name, List<IndexKey> keys, boolean unique) {
        super(name, keys, false);
        this.storage = storage;
        this.tree = tree;
        this.unique = unique;
        this.builtBy = storage.sequence();
    }

    Plan.Path path() {
        return new Plan.Path(tree, getKeys(), unique, tree.isMultikey());
    }

    /** Everything is in it from the state on that the running command makes. */
    void built() {
        builtBy = storage.sequence();
    }

    /** A reader may still be on a state from before the index. */
    boolean isIn(View view) {
        return builtBy <= view.sequence();
    }

    @Override
    public boolean isUnique() {
        return unique;
    }

    @Override
    public boolean hasSameOptions(Index<?> other) {
        return other instanceof OrderedIndex index
                && unique == index.unique
                && getKeys().toString().equals(index.getKeys().toString());
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Bytes> collection) {
        check(entries(document), document, collection);
    }

    @Override
    public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<Bytes> collection) {
        check(entries(newDocument), oldDocument, collection);
    }

    private void check(List<IndexEntry> entries, Document document, MongoCollection<Bytes> collection) {
        if (!unique) {
            return;
        }
        Bytes id = EmbeddedCollection.id(document);
        for (IndexEntry entry : entries) {
            Bytes holder = storage.view().get(tree.prefix().plus(entry.bytes()));
            if (holder != null && !holder.equals(id)) {
                throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(entry.values()));
            }
        }
    }

    /** What was checked just before. */
    @Override
    public void add(Document document, Bytes position, MongoCollection<Bytes> collection) {
        entries(document).forEach(entry -> put(entry, position));
    }

    @Override
    public Bytes remove(Document document) {
        Bytes id = EmbeddedCollection.id(document);
        entries(document).forEach(entry -> remove(entry, id));
        return id;
    }

    @Override
    public void updateInPlace(
            Document oldDocument, Document newDocument, Bytes position, MongoCollection<Bytes> collection) {
        Set<IndexEntry> gone = new HashSet<>(entries(oldDocument));
        for (IndexEntry entry : entries(newDocument)) {
            if (!gone.remove(entry)) {
                put(entry, position);
            }
        }
        gone.forEach(entry -> remove(entry, position));
    }

    /** While a unique index is built, the entry may be that of a document before, of which nobody knows yet. */
    private void remove(IndexEntry entry, Bytes id) {
        Bytes key = key(entry, id);
        if (!unique || Objects.equals(id, storage.view().get(tree.prefix().plus(key)))) {
            tree.remove(key);
        }
    }

    private List<IndexEntry> entries(Document document) {
        return IndexEntry.of(document, getKeys());
    }

    private void put(IndexEntry entry, Bytes id) {
        if (entry.isOfArray()) {
            tree.markMultikey();
        }
        tree.put(key(entry, id), id);
    }

    private Bytes key(IndexEntry entry, Bytes id) {
        return unique ? entry.bytes() : entry.bytes().plus(id);
    }

    @Override
    public @Nullable Bytes getPosition(Document document) {
        return null;
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
    public boolean isEmpty() {
        return tree.isEmpty(storage.view());
    }

    /** Only the library asks, for whether it is empty. */
    @Override
    public long getCount() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long getDataSize() {
        return 0;
    }

    @Override
    public void drop() {
        tree.clear();
    }
}
