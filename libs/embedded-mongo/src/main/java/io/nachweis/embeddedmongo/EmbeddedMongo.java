package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.MongoServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * A MongoDB-compatible server inside this JVM, for the loopback interface only, with all its data in one folder.
 *
 * <p>A write that is answered is on disk. It is a standalone server: no transactions, no sessions, no change streams.
 */
public final class EmbeddedMongo implements AutoCloseable {

    /** A thread waits for the disk with the write it serves, so writers on one thread cannot share a commit. */
    private static final int THREADS = 16;

    private final Storage storage;
    private final MongoServer server;
    private final int port;

    private EmbeddedMongo(Storage storage, int port) {
        this.storage = storage;
        this.server = new MongoServer(new EmbeddedBackend(storage));
        try {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1, THREADS);
        } catch (Exception e) { // also checked ones, which Netty does not declare
            server.shutdownNow();
            throw new IllegalStateException("Port " + port + " of the loopback interface cannot be had", e);
        }
        this.port = server.getLocalAddress().getPort();
    }

    /** Creates the folder if it is not there yet; {@code port} 0 takes any that is free. */
    public static EmbeddedMongo start(Path dataFolder, int port) {
        Storage storage = Storage.open(dataFolder);
        try {
            return new EmbeddedMongo(storage, port);
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    public String uri() {
        return "mongodb://127.0.0.1:" + port + "/?directConnection=true&retryWrites=false";
    }

    /** Afterwards no byte of what was deleted or replaced before is left in any file. Nobody waits meanwhile. */
    public void compact() {
        storage.compact();
    }

    /** How many documents and index entries queries have looked at since the start. */
    long examined() {
        return storage.examined();
    }

    @Override
    public void close() {
        server.shutdownNow();
        storage.close();
    }
}
