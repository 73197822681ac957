package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** One database: the library's, with commands that stream, use indexes, and report a failing batch as MongoDB does. */
final class EmbeddedDatabase extends AbstractMongoDatabase<Bytes> {

    private static final int FIRST_BATCH = 101;

    private static final String SYSTEM = "system.";

    private final Storage storage;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    EmbeddedDatabase(String name, CursorRegistry cursors, Storage storage) {
        super(name, cursors);
        this.storage = storage;
        initializeNamespacesAndIndexes();
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        return switch (command) {
            case "find" -> find(query);
            case "count" -> count(query);
            case "aggregate" -> aggregate(query, databases, oplog);
            case "insert" -> counted(super.handleCommand(channel, command, query, databases, oplog), query);
            case "update" -> update(channel, query, databases, oplog);
            case "delete" -> delete(query, oplog);
            default -> super.handleCommand(channel, command, query, databases, oplog);
        };
    }

    private Document find(Document query) {
        EmbeddedCollection collection = collection(query, "find");
        if (collection == null) {
            return cursorReply(query, "find", 0, List.of());
        }
        int limit = number(query, "limit", 0);
        Query wanted = collection.query(
                document(query, "filter"), document(query, "sort"), number(query, "skip", 0), Math.abs(limit));
        BatchCursor cursor = collection.open(wanted, document(query, "projection"));
        boolean onlyOne = Utils.isTrue(query.get("singleBatch")) || limit < 0;
        int batchSize = number(query, "batchSize", FIRST_BATCH);
        List<Document> batch = batchSize == 0 ? List.of() : cursor.takeDocuments(batchSize);
        boolean more = !onlyOne && !cursor.isEmpty();
        if (more) {
            collection.keep(cursor);
        }
        return cursorReply(query, "find", more ? cursor.getId() : 0, batch);
    }

    private Document count(Document query) {
        EmbeddedCollection collection = collection(query, "count");
        int count = collection == null
                ? 0
                : collection.count(document(query, "query"), number(query, "skip", 0), number(query, "limit", 0));
        return ok(new Document("n", count));
    }

    /** The first {@code $match} is a query like any other; the library does the rest of the pipeline on its answers. */
    private Document aggregate(Document query, DatabaseResolver databases, Oplog oplog) {
        EmbeddedCollection collection = collection(query, "aggregate");
        List<Document> pipeline = Aggregation.parse(query.get("pipeline"));
        CommandRules.checkStages(pipeline);
        if (collection == null) {
            return cursorReply(query, "aggregate", 0, List.of());
        }
        Document match = pipeline.isEmpty() ? null : document(pipeline.getFirst(), "$match");
        List<Document> rest = match == null ? pipeline : pipeline.subList(1, pipeline.size());
        if ((match == null || match.isEmpty()) && isCountOfAll(rest)) {
            int count = collection.count();
            return cursorReply(
                    query, "aggregate", 0, count == 0 ? List.of() : List.of(new Document("_id", 1).append("n", count)));
        }
        Aggregation aggregation = Aggregation.fromPipeline(rest, databases, this, collection, oplog);
        aggregation.validate(query);
        Query matching = collection.query(match, null, 0, 0);
        Iterable<Document> documents = () -> matching.documentsIn(storage.view());
        Stream<Document> matched = StreamSupport.stream(documents.spliterator(), false);
        return cursorReply(
                query, "aggregate", 0, aggregation.runStagesAsStream(matched).toList());
    }

    /** What the driver makes of {@code countDocuments}. */
    private static boolean isCountOfAll(List<Document> pipeline) {
        Document count = new Document("_id", 1).append("n", new Document("$sum", 1));
        return pipeline.equals(List.of(new Document("$group", count)));
    }

    /** The library counts the documents that were sent. */
    private static Document counted(Document reply, Document query) {
        List<Document> errors = documents(reply, "writeErrors");
        if (!errors.isEmpty()) {
            boolean ordered = Utils.isTrue(query.getOrDefault("ordered", true));
            int sent = documents(query, "documents").size();
            reply.put("n", ordered ? number(errors.getFirst(), "index", 0) : sent - errors.size());
        }
        return reply;
    }

    /** One statement after the other: the library would go on after an error also in an ordered batch. */
    private Document update(Channel channel, Document query, DatabaseResolver databases, Oplog oplog) {
        boolean ordered = Utils.isTrue(query.getOrDefault("ordered", true));
        List<Document> statements = documents(query, "updates");
        List<Document> errors = new ArrayList<>();
        List<Document> upserted = new ArrayList<>();
        int matched = 0;
        int modified = 0;
        for (int i = 0; i < statements.size() && (errors.isEmpty() || !ordered); i++) {
            Document one = query.clone();
            one.put("updates", List.of(statements.get(i)));
            Document reply = super.handleCommand(channel, "update", one, databases, oplog);
            matched += number(reply, "n", 0);
            modified += number(reply, "nModified", 0);
            errors.addAll(at(i, documents(reply, "writeErrors")));
            upserted.addAll(at(i, documents(reply, "upserted")));
        }
        Document reply = new Document("n", matched).append("nModified", modified);
        if (!upserted.isEmpty()) {
            reply.put("upserted", upserted);
        }
        if (!errors.isEmpty()) {
            reply.put("writeErrors", errors);
        }
        return ok(reply);
    }

    /** Statements for many documents in pieces. */
    private Document delete(Document query, Oplog oplog) {
        EmbeddedCollection collection = collection(query, "delete");
        int deleted = 0;
        if (collection != null) {
            for (Document statement : documents(query, "deletes")) {
                Document filter = Objects.requireNonNullElseGet(document(statement, "q"), Document::new);
                int limit = number(statement, "limit", 0);
                deleted += limit == 0 ? collection.deleteAll(filter) : collection.deleteDocuments(filter, limit, oplog);
            }
        }
        return ok(new Document("n", deleted));
    }

    private static List<Document> at(int index, List<Document> results) {
        results.forEach(result -> result.put("index", index));
        return results;
    }

    private @Nullable EmbeddedCollection collection(Document query, String command) {
        return (EmbeddedCollection) resolveCollection(String.valueOf(query.get(command)), false);
    }

    private Document cursorReply(Document query, String command, long cursor, List<Document> batch) {
        Document content = new Document("id", cursor)
                .append("ns", getFullCollectionNamespace(String.valueOf(query.get(command))))
                .append("firstBatch", batch);
        return ok(new Document("cursor", content));
    }

    private static Document ok(Document reply) {
        Utils.markOkay(reply);
        return reply;
    }

    private static @Nullable Document document(Document query, String field) {
        return (Document) query.get(field);
    }

    private static List<Document> documents(Document query, String field) {
        return query.get(field) instanceof Iterable<?> several
                ? StreamSupport.stream(several.spliterator(), false)
                        .map(Document.class::cast)
                        .toList()
                : List.of();
    }

    private static int number(Document query, String field, int otherwise) {
        return query.get(field) instanceof Number number ? Math.toIntExact(number.longValue()) : otherwise;
    }

    @Override
    protected MongoCollection<Bytes> resolveOrCreateCollection(String collectionName) {
        boolean known = resolveCollection(collectionName, false) != null;
        MongoCollection<Bytes> collection = super.resolveOrCreateCollection(collectionName);
        if (!known) {
            storage.keep(); // in memory it is there now, whatever becomes of the command
        }
        return collection;
    }

    @Override
    protected EmbeddedCollection openOrCreateCollection(String collectionName, CollectionOptions options) {
        names.add(collectionName);
        return new EmbeddedCollection(this, collectionName, options, cursorRegistry, storage);
    }

    @Override
    protected void addIndex(Document indexDescription) {
        CommandRules.checkIndex(indexDescription);
        super.addIndex(indexDescription);
    }

    @Override
    protected Index<Bytes> openOrCreateUniqueIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        if (keys.getFirst().getKey().equals(PrimaryIndex.FIELD) && keys.size() == 1) {
            Tree documents = storage.tree(getFullCollectionNamespace(collectionName));
            return new PrimaryIndex(storage, documents, indexName);
        }
        return index(collectionName, indexName, keys, true);
    }

    @Override
    protected Index<Bytes> openOrCreateSecondaryIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        return index(collectionName, indexName, keys, false);
    }

    private OrderedIndex index(String collectionName, String indexName, List<IndexKey> keys, boolean unique) {
        Tree tree = storage.tree(getFullCollectionNamespace(collectionName) + Tree.OF_INDEX + indexName);
        return new OrderedIndex(storage, tree, indexName, keys, unique);
    }

    /** The library would forget the database while readers still see its last durable state. */
    @Override
    public void drop(Oplog oplog) {
        names.stream()
                .filter(name -> !name.startsWith(SYSTEM) && resolveCollection(name, false) != null)
                .forEach(name -> dropCollection(name, oplog));
    }

    @Override
    protected long getFileSize() {
        return storage.fileSize();
    }

    @Override
    protected long getStorageSize() {
        return storage.fileSize();
    }
}
