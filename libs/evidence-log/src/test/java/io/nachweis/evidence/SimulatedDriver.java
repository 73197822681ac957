package io.nachweis.evidence;

import com.mongodb.Function;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.InsertManyOptions;
import io.nachweis.evidence.Faults.Fault;
import io.nachweis.evidence.SimulatedNode.Written;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The driver's database, collection and queries over a simulated replica set, for one process. Knows the few commands
 * and filters that the log uses, honours the concerns it asks for, and answers as unreliably as a network does.
 */
final class SimulatedDriver {

    private static final ServerAddress SOMEWHERE = new ServerAddress("mongo.example.org");
    private static final int LONGEST_WAIT = 25;

    private final SimulatedReplicaSet nodes;
    private final Faults faults;
    private final Set<Safeguard> safeguards;
    private final Witness witness;
    private final Coroutine process;
    private final SimulatedTime time;

    SimulatedDriver(
            SimulatedReplicaSet nodes,
            Faults faults,
            Set<Safeguard> safeguards,
            Witness witness,
            Coroutine process,
            SimulatedTime time) {
        this.nodes = nodes;
        this.faults = faults;
        this.safeguards = safeguards;
        this.witness = witness;
        this.process = process;
        this.time = time;
    }

    MongoDatabase database() {
        return proxy(MongoDatabase.class, (method, _) -> {
            if (method.equals("getCollection")) {
                return collection(WriteConcern.W1, ReadConcern.LOCAL);
            }
            throw new UnsupportedOperationException(method);
        });
    }

    @SuppressWarnings("unchecked")
    private MongoCollection<Document> collection(WriteConcern writes, ReadConcern reads) {
        return proxy(MongoCollection.class, (method, arguments) -> switch (method) {
            case "withWriteConcern" -> collection((WriteConcern) arguments[0], reads);
            case "withReadConcern" -> collection(writes, (ReadConcern) arguments[0]);
            case "withReadPreference" -> {
                if (!arguments[0].equals(ReadPreference.primary())) {
                    throw new UnsupportedOperationException("Only the primary is read");
                }
                yield collection(writes, reads);
            }
            case "insertMany" -> {
                insert((List<Document>) arguments[0], (InsertManyOptions) arguments[1], writes);
                yield null;
            }
            case "find" ->
                new Query(
                                SimulatedFilter.of(arguments.length == 0 ? new Document() : (Document) arguments[0]),
                                null,
                                0,
                                reads)
                        .iterable();
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private void insert(List<Document> given, InsertManyOptions options, WriteConcern concern) {
        List<Document> documents = given.stream().map(this::asSent).toList();
        boolean ordered = options.isOrdered() && has(Safeguard.ORDERED_INSERTS);
        process.handBack();
        SimulatedNode node = nodes.whoeverAnswers();
        mayBeLost();
        if (faults.strikes(Fault.ARRIVES_LATE, 12)) {
            nodes.arrivesLater(() -> {
                if (node.isServing()) {
                    node.insert(documents, ordered, safeguards);
                }
            });
            throw timedOut();
        }
        boolean refused = faults.strikes(Fault.REFUSED_BY_THE_SERVER, 40);
        mustServe(node);
        Written written =
                node.insert(refused ? documents.subList(0, documents.size() - 1) : documents, ordered, safeguards);
        int end = node.size();
        nodes.changed();
        process.handBack();
        WriteConcernError unsettled = written.documents() == 0 ? null : awaitMajority(node, end, concern);
        if (faults.strikes(Fault.REPLY_LOST, 12)) {
            throw timedOut();
        }
        process.handBack();
        List<BulkWriteError> errors = new ArrayList<>();
        written.duplicates().forEach(index -> errors.add(error(11000, index)));
        if (refused && (errors.isEmpty() || !ordered)) {
            errors.add(error(10334, documents.size() - 1));
        }
        if (!has(Safeguard.WRITE_CONCERN_ERRORS)) {
            unsettled = null;
        }
        if (!errors.isEmpty() || unsettled != null) {
            throw new MongoBulkWriteException(BulkWriteResult.unacknowledged(), errors, unsettled, SOMEWHERE, Set.of());
        }
    }

    /** Each document as it is when it reaches the server, the safeguards that are missing left out. */
    private Document asSent(Document document) {
        Document sent = new Document(document);
        if (!has(Safeguard.KEYS_OF_REQUESTS)) {
            sent.put(
                    "keys",
                    document.getList("keys", String.class).stream()
                            .filter(key -> !EntryKeys.isOfRequest(key))
                            .toList());
        }
        if (!has(Safeguard.SAME_BYTES_AGAIN)) {
            sent.put("leaves", witness.madeAnew(document));
        }
        return sent;
    }

    private static BulkWriteError error(int code, int index) {
        return new BulkWriteError(code, "simulated", new BsonDocument(), index);
    }

    /** Null when what was written is settled as the concern asks; an error when that became doubtful. */
    private @Nullable WriteConcernError awaitMajority(SimulatedNode node, int end, WriteConcern concern) {
        boolean majority = has(Safeguard.WRITES_AT_A_MAJORITY) && "majority".equals(concern.getWObject());
        boolean disk = has(Safeguard.WRITES_ON_DISK) && Boolean.TRUE.equals(concern.getJournal());
        for (int wait = 0; wait < LONGEST_WAIT; wait++) {
            if (!majority || (disk ? node.durable() : node.replicated()) >= end) {
                return null;
            }
            process.handBack();
            if (!node.isServing()) {
                if (wait % 2 == 0) {
                    throw broken();
                }
                return new WriteConcernError(11602, "InterruptedDueToReplStateChange", "simulated", new BsonDocument());
            }
        }
        throw timedOut();
    }

    private void mayBeLost() {
        if (faults.strikes(Fault.REQUEST_LOST, 12)) {
            throw broken();
        }
    }

    private void mustServe(SimulatedNode node) {
        if (!node.isServing()) {
            throw broken();
        }
    }

    private MongoException broken() {
        time.pass(1_000_000);
        return new MongoSocketReadException("simulated", SOMEWHERE);
    }

    private MongoException timedOut() {
        time.pass(500_000_000);
        return new MongoSocketReadTimeoutException("simulated", SOMEWHERE, null);
    }

    private boolean has(Safeguard safeguard) {
        return safeguards.contains(safeguard);
    }

    /** A query as it is put together. */
    private final class Query {
        private final SimulatedFilter filter;
        private final @Nullable Document sort;
        private final int limit;
        private final ReadConcern concern;

        Query(SimulatedFilter filter, @Nullable Document sort, int limit, ReadConcern concern) {
            this.filter = filter;
            this.sort = sort;
            this.limit = limit;
            this.concern = concern;
        }

        @SuppressWarnings("unchecked")
        FindIterable<Document> iterable() {
            return proxy(FindIterable.class, (method, arguments) -> switch (method) {
                case "projection", "maxTime" -> iterable();
                case "sort" -> new Query(filter, (Document) arguments[0], limit, concern).iterable();
                case "limit" -> new Query(filter, sort, (Integer) arguments[0], concern).iterable();
                case "first" -> first();
                case "iterator" -> cursor(run());
                case "map" -> mapped((Function<Document, ?>) arguments[0]);
                default -> throw new UnsupportedOperationException(method);
            });
        }

        private MongoIterable<?> mapped(Function<Document, ?> mapping) {
            return proxy(MongoIterable.class, (method, arguments) -> {
                if (!method.equals("into")) {
                    throw new UnsupportedOperationException(method);
                }
                @SuppressWarnings("unchecked")
                Collection<Object> target = (Collection<Object>) arguments[0];
                run().forEach(document -> target.add(mapping.apply(document)));
                return target;
            });
        }

        private @Nullable Document first() {
            boolean isHead = filter instanceof SimulatedFilter.Head;
            long acknowledged = witness.endOfAcknowledged();
            List<Document> found = run();
            Document first = found.isEmpty() ? null : found.getFirst();
            if (isHead) {
                witness.sawHead(first == null ? 0 : CommitDocument.endOf(first).next(), acknowledged);
            }
            return first;
        }

        private List<Document> run() {
            process.handBack();
            SimulatedNode node = nodes.whoeverAnswers();
            mayBeLost();
            mustServe(node);
            List<Document> seen = List.copyOf(read(node));
            process.handBack();
            return seen.stream()
                    .filter(filter::matches)
                    .sorted(order())
                    .limit(limit == 0 ? Long.MAX_VALUE : limit)
                    .toList();
        }

        /** What the node shows at the concern asked for, unless the safeguard for it is missing. */
        private List<Document> read(SimulatedNode node) {
            if ((!concern.equals(ReadConcern.LINEARIZABLE) || filter instanceof SimulatedFilter.Head)
                    && !has(filter.majorityRead())) {
                return node.all();
            }
            if (concern.equals(ReadConcern.LINEARIZABLE) && has(filter.linearizableRead())) {
                List<Document> seen = List.copyOf(node.all());
                for (int wait = 0; wait < LONGEST_WAIT; wait++) {
                    if (node == nodes.primary() && node.durable() >= seen.size()) {
                        return seen;
                    }
                    process.handBack();
                    mustServe(node);
                }
                throw timedOut();
            }
            return concern.equals(ReadConcern.LOCAL) ? node.all() : node.settled();
        }

        private Comparator<Document> order() {
            Comparator<Document> oldestFirst = Comparator.comparing(document -> document.getLong("_id"));
            return sort == null || sort.equals(CommitDocument.OLDEST_FIRST) ? oldestFirst : oldestFirst.reversed();
        }
    }

    private static MongoCursor<?> cursor(List<Document> documents) {
        Iterator<Document> rest = documents.iterator();
        return proxy(MongoCursor.class, (method, _) -> switch (method) {
            case "hasNext" -> rest.hasNext();
            case "next" -> rest.next();
            case "close" -> null;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private interface Behaviour {
        @Nullable
        Object call(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Behaviour behaviour) {
        InvocationHandler handler = (_, method, arguments) ->
                behaviour.call(method.getName(), arguments == null ? new Object[0] : arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
