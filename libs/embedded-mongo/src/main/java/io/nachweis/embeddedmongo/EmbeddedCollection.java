package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexBuildFailedException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Documents by the ordered bytes of their {@code _id}, and the plan for each query on them. */
final class EmbeddedCollection extends AbstractMongoCollection<Bytes> {

    /** A collection of up to so many documents may be searched without an index. */
    private static final int SCANNED = 1_000;

    /** So many documents are changed before others may write again. */
    private static final int PIECE = 100;

    private static final Document UNSORTED = new Document();

    private final Storage storage;
    private final Tree documents;
    private final List<OrderedIndex> ordered = new CopyOnWriteArrayList<>();

    EmbeddedCollection(
            MongoDatabase database, String name, CollectionOptions options, CursorRegistry cursors, Storage storage) {
        super(database, name, options, cursors);
        this.storage = storage;
        this.documents = storage.tree(getFullName());
    }

    static Bytes id(Document document) {
        return OrderedBytes.of(document.get(PrimaryIndex.FIELD));
    }

    Query query(@Nullable Document filter, @Nullable Document sort, int skip, int limit) {
        View view = storage.view();
        Document wanted = filter == null ? new Document() : filter;
        Document order = sort == null ? UNSORTED : sort;
        Conditions conditions = Conditions.of(wanted);
        List<Plan.Path> paths = new ArrayList<>();
        paths.add(PrimaryIndex.path(documents));
        ordered.stream()
                .filter(index -> index.isIn(view))
                .map(OrderedIndex::path)
                .forEach(paths::add);
        Plan plan = Plan.choose(paths, conditions, order);
        boolean searches = !wanted.isEmpty() || !plan.ordered();
        if (plan.strength() == 0 && searches && documents.count(view) > SCANNED) {
            throw CommandError.ofScan("No index of " + getFullName() + " serves a query on " + conditions.fields()
                    + " sorted by " + order.keySet() + ", and it has more than " + SCANNED + " documents");
        }
        return new Query(storage, documents, plan, wanted, order, skip, limit);
    }

    /** The first batch of a query, and the cursor for the rest of it. */
    BatchCursor open(Query query, @Nullable Document projection) {
        return new BatchCursor(cursorRegistry.generateCursorId(), this, storage, query, projection);
    }

    void keep(BatchCursor cursor) {
        cursorRegistry.add(cursor);
    }

    /** Changes the documents in place where it can: every reading makes fresh ones. */
    List<Document> project(List<Document> batch, @Nullable Document projection) {
        if (projection == null || projection.isEmpty()) {
            return batch;
        }
        if (projection.entrySet().stream().allMatch(EmbeddedCollection::leavesOut)) {
            batch.forEach(document -> projection.keySet().forEach(document::remove));
            return batch;
        }
        return matchDocumentsFromStream(new Document(), batch.stream(), 0, 0, 0, null, projection)
                .collectDocuments();
    }

    /** Whether it says no more than that a whole field is not wanted. */
    private static boolean leavesOut(Map.Entry<String, Object> field) {
        return field.getKey().indexOf('.') < 0
                && (field.getValue() instanceof Number || field.getValue() instanceof Boolean)
                && !Utils.isTrue(field.getValue());
    }

    @Override
    protected QueryResult queryDocuments(
            @Nullable Document query,
            @Nullable Document orderBy,
            int numberToSkip,
            int limit,
            int batchSize,
            @Nullable Document fieldSelector) {
        Query started = query(query, orderBy, numberToSkip, limit);
        return new QueryResult(() -> started.documentsIn(storage.view()));
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, Document orderBy, int numberToSkip, int limit, int batchSize, Document fieldSelector) {
        return queryDocuments(query, orderBy, numberToSkip, limit, batchSize, fieldSelector);
    }

    @Override
    protected @Nullable Document getDocument(Bytes position) {
        Bytes bytes = storage.view().get(documents.prefix().plus(position));
        return bytes == null ? null : Bson.read(bytes);
    }

    @Override
    protected Bytes addDocumentInternal(Document document) {
        String idField = getIdField();
        Bytes position = OrderedBytes.of(idField == null ? UUID.randomUUID() : document.get(idField));
        documents.put(position, Bson.write(document));
        documents.countOneMore();
        return position;
    }

    @Override
    protected void handleUpdate(Bytes position, Document oldDocument, Document newDocument) {
        documents.replace(position, Bson.write(newDocument));
    }

    @Override
    protected void removeDocument(Bytes position) {
        documents.remove(position);
        documents.countOneLess();
    }

    @Override
    protected Stream<DocumentWithPosition<Bytes>> streamAllDocumentsWithPosition() {
        View.Entries entries = storage.view().entries(documents.all(), false);
        return StreamSupport.stream(
                new Spliterators.AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED) {
                    @Override
                    public boolean tryAdvance(Consumer<? super DocumentWithPosition<Bytes>> action) {
                        View.Entry entry = entries.next();
                        if (entry != null) {
                            Bytes position = entry.key().from(documents.prefix().length());
                            action.accept(new DocumentWithPosition<>(Bson.read(entry.value()), position));
                        }
                        return entry != null;
                    }
                },
                false);
    }

    /** Whoever opens the database finds its indexes built; an index that is made is filled in pieces. */
    @Override
    public void addIndex(Index<Bytes> index) {
        boolean known = getIndexes().stream().anyMatch(one -> one.getName().equals(index.getName()));
        if (known || !(index instanceof OrderedIndex added)) {
            super.addIndex(index);
            return;
        }
        getIndexes().add(added);
        if (storage.view().isNewest()) {
            build(added);
        }
        ordered.add(added);
    }

    private void build(OrderedIndex index) {
        if (!index.isEmpty()) {
            index.drop(); // of one like it, while it was built
        }
        try {
            inPieces(new Document(), document -> {
                index.checkAdd(document, this);
                index.add(document, id(document), this);
            });
        } catch (MongoServerError e) {
            getIndexes().remove(index);
            index.drop();
            throw new IndexBuildFailedException(e, this);
        }
        index.built();
    }

    /** How many were removed. */
    int deleteAll(Document filter) {
        return inPieces(filter, this::removeDocument);
    }

    private int inPieces(Document filter, Consumer<Document> work) {
        Query query = query(filter, null, 0, 0);
        int done = 0;
        while (true) {
            Query.Answers answers = query.in(storage.view());
            for (int i = 0; i < PIECE; i++) {
                Query.Found found = answers.next();
                if (found == null) {
                    return done;
                }
                work.accept(found.document());
                done++;
            }
            storage.pause();
        }
    }

    @Override
    public void dropIndex(String indexName) {
        super.dropIndex(indexName);
        ordered.removeIf(index -> index.getName().equals(indexName));
    }

    @Override
    public void drop() {
        super.drop();
        documents.clear();
    }

    @Override
    public int count() {
        return Math.toIntExact(documents.count(storage.view()));
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        // not tracked
    }

    @Override
    protected int getDataSize() {
        return 0;
    }
}
