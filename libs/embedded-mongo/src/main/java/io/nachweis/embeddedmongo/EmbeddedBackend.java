package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gate of every command: refused, answered, or run on a state of the {@link Storage}. */
final class EmbeddedBackend extends AbstractMongoBackend {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedBackend.class);

    private static final String NAMESPACES = ".system.namespaces";

    /** MongoDB 5.0's. */
    private static final int WIRE_VERSION = 13;

    private final Storage storage;

    /** Held by who builds an index, which takes pauses, and by who drops what it is built over. */
    private final ReentrantLock structure = new ReentrantLock();

    EmbeddedBackend(Storage storage) {
        this.storage = storage;
        storage.read(() -> {
            for (Tree tree : storage.trees()) {
                if (tree.name().endsWith(NAMESPACES)) {
                    resolveDatabase(tree.name().substring(0, tree.name().length() - NAMESPACES.length()));
                }
            }
            return true;
        });
        storage.clearUnusedIndexes();
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String databaseName) {
        return new EmbeddedDatabase(databaseName, getCursorRegistry(), storage);
    }

    /** Answers errors here, because the library would log the whole command with the data in it. */
    @Override
    public Document handleMessage(MongoMessage message) {
        try {
            return super.handleMessage(message);
        } catch (MongoServerException e) {
            return failure(e);
        } catch (RuntimeException e) {
            Exception withoutMessage = new IllegalStateException(e.getClass().getName());
            withoutMessage.setStackTrace(e.getStackTrace());
            log.error("A command failed", withoutMessage);
            return failure(new MongoServerError(
                    8, "UnknownError", "A command failed: " + e.getClass().getName()));
        }
    }

    private static Document failure(MongoServerException e) {
        Document reply = new Document("ok", 0.0).append("errmsg", e.getMessageWithoutErrorCode());
        if (e instanceof MongoServerError error) {
            reply.put("code", error.getCode());
            reply.putIfNotNull("codeName", error.getCodeName());
        }
        return reply;
    }

    @Override
    public Document handleCommand(Channel channel, String databaseName, String command, Document query) {
        return switch (CommandRules.check(command, query)) {
            case HANDSHAKE -> handshake(channel, databaseName, command, query);
            case READ -> storage.read(() -> super.handleCommand(channel, databaseName, command, query));
            case WRITE -> storage.write(() -> super.handleCommand(channel, databaseName, command, query));
            case WRITE_ALONE -> {
                structure.lock();
                try {
                    yield storage.write(() -> super.handleCommand(channel, databaseName, command, query));
                } finally {
                    structure.unlock();
                }
            }
            case UPKEEP -> upkeep(command);
        };
    }

    private Document upkeep(String command) {
        if (command.equals("compact")) {
            storage.compact();
        } else {
            storage.verify();
        }
        Document reply = new Document();
        Utils.markOkay(reply);
        return reply;
    }

    private Document handshake(Channel channel, String databaseName, String command, Document query) {
        if (command.equals("hello")) {
            Document reply = super.handleCommand(channel, databaseName, "ismaster", query);
            reply.put("isWritablePrimary", reply.remove("ismaster"));
            return current(reply);
        }
        Document reply = super.handleCommand(channel, databaseName, command, query);
        return reply.containsKey("ismaster") ? current(reply) : reply;
    }

    /** No set name, no sessions: a standalone server that a driver sends neither transactions nor retries to. */
    private static Document current(Document reply) {
        reply.put("helloOk", true);
        reply.put("maxWireVersion", WIRE_VERSION);
        reply.put("readOnly", false);
        Utils.markOkay(reply);
        return reply;
    }

    /** The protocol of before MongoDB 6.0, in which only handshakes are sent today. */
    @Override
    public QueryResult handleQuery(MongoQuery query) {
        throw CommandError.of("OP_QUERY");
    }

    @Override
    public void dropDatabase(String databaseName) {
        resolveDatabase(databaseName).drop(oplog);
    }
}
