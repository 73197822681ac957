package io.nachweis.evidence;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.personal.SubjectKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.bson.Document;

/** A log in a database of its own. */
final class MongoLog implements LogUnderTest {

    static final String REAL_SERVER = "NACHWEIS_TEST_MONGODB_URI";

    private static final EntryTypes TYPES = EntryTypes.of(StayEvent.class);

    private final MongoDatabase database;
    private final MemoryKeys keys = new MemoryKeys();
    private final EvidenceLogEngine engine;

    MongoLog(MongoClient client) {
        this.database = client.getDatabase("nachweis_test_" + UUID.randomUUID());
        this.engine = builder().build();
        engine.ensureIndexes();
    }

    /** Servers live as long as the tests. */
    private static final class Embedded {
        static final EmbeddedMongo SERVER = start();
        static final MongoClient CLIENT = MongoClients.create(SERVER.uri());
        static final String TCP = SERVER.openTcp(0);

        private static EmbeddedMongo start() {
            try {
                return EmbeddedMongo.start(Files.createTempDirectory(Path.of("target"), "mongo"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Real {
        static final MongoClient CLIENT = MongoClients.create(System.getenv(REAL_SERVER));
    }

    static MongoClient embeddedServer() {
        return Embedded.CLIENT;
    }

    /** The same over a line of its own, which somebody listens to. */
    static MongoClient embeddedServer(CommandListener listener) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(embeddedUri()))
                .addCommandListener(listener)
                .build());
    }

    static String embeddedUri() {
        return Embedded.SERVER.uri();
    }

    static int embeddedPort() {
        return new ConnectionString(Embedded.TCP)
                .getHosts().stream()
                        .map(ServerAddress::new)
                        .mapToInt(ServerAddress::getPort)
                        .findFirst()
                        .orElseThrow();
    }

    static MongoClient realServer() {
        return Real.CLIENT;
    }

    String name() {
        return database.getName();
    }

    EvidenceLogEngine.Builder builder() {
        return builder(database, TYPES, keys);
    }

    /** The same log over another line. */
    EvidenceLogEngine.Builder builder(MongoClient client) {
        return builder(client.getDatabase(database.getName()), TYPES, keys);
    }

    /** As another process has it. */
    static EvidenceLogEngine.Builder builder(MongoClient client, String name) {
        return builder(client.getDatabase(name), TYPES, new MemoryKeys());
    }

    /** As a process has it whose line is disturbed. */
    EvidenceLogEngine.Builder builder(MongoDatabase line) {
        return builder(line, TYPES, keys);
    }

    /** As a process has it that has these keys at hand. */
    EvidenceLogEngine.Builder builder(SubjectKeys atHand) {
        return builder(database, TYPES, atHand);
    }

    MongoDatabase database() {
        return database;
    }

    private static EvidenceLogEngine.Builder builder(MongoDatabase where, EntryTypes types, SubjectKeys keys) {
        return EvidenceLogEngine.builder(where, PublishedTypeSerializer.of(types), new MemoryDisclosures(keys));
    }

    @Override
    public EventStorageEngine engine() {
        return engine;
    }

    @Override
    public EventStorageEngine anotherEngine() {
        return builder().build();
    }

    @Override
    public EventStorageEngine strangersEngine() {
        return builder(database, EntryTypes.of(), keys).build();
    }

    @Override
    public SubjectEntries subjectEntries() {
        return new MongoSubjectEntries(database, new MemoryDisclosures(keys));
    }

    @Override
    public Erasure erasure() {
        return new MongoErasure(database, database, keys, Duration.ZERO);
    }

    @Override
    public MemoryKeys keys() {
        return keys;
    }

    private MongoCollection<Document> collection() {
        return database.getCollection("log");
    }

    @Override
    public List<Document> documents() {
        return collection().find().sort(new Document("_id", 1)).into(new ArrayList<>());
    }

    @Override
    public void lose(long position) {
        collection().deleteOne(new Document("_id", position));
    }

    @Override
    public void close() {
        database.drop();
    }
}
