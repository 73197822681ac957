package io.nachweis.embeddedmongo;

import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A MongoDB-compatible server inside this JVM, with all its data in one folder, for the owner of that folder.
 *
 * <p>A write that is answered is on disk. It is a standalone server: no transactions, no sessions, no change streams.
 */
public final class EmbeddedMongo implements AutoCloseable {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Storage storage;
    private final Listener listener;
    private final DatabaseSocket socket;

    private EmbeddedMongo(Storage storage, DatabaseSocket socket) {
        this.storage = storage;
        this.listener = new Listener(new EmbeddedBackend(storage));
        this.socket = socket;
    }

    /**
     * Listens on a {@link DatabaseSocket} in the folder, which it creates if it is not there yet, and takes away from
     * everybody else on the machine.
     */
    public static EmbeddedMongo start(Path dataFolder) {
        EmbeddedMongo server = new EmbeddedMongo(Storage.open(dataFolder), DatabaseSocket.in(dataFolder));
        try {
            server.listenIn(dataFolder);
            return server;
        } catch (IOException | RuntimeException e) {
            server.end();
            throw new IllegalStateException(
                    "The database cannot listen on " + server.socket.path() + ": " + e.getMessage(), e);
        }
    }

    /** Nobody else does: the storage is locked. What a killed process has left is in the way. */
    private void listenIn(Path folder) throws IOException {
        Path file = socket.path();
        restrict(folder, "rwx------");
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther()) {
                throw new IOException("what is there is no socket");
            }
            Files.delete(file);
        }
        socket.open(address -> listener.listen(NioServerDomainSocketChannel.class, address));
        restrict(file, "rw-------");
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (POSIX) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    /**
     * Listens on a TCP port of the loopback interface as well, where everybody on this machine gets in.
     *
     * @param port 0 for any that is free
     * @return the address there
     */
    public String openTcp(int port) {
        InetSocketAddress wanted = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            InetSocketAddress address = (InetSocketAddress) listener.listen(NioServerSocketChannel.class, wanted);
            return "mongodb://127.0.0.1:" + address.getPort() + "/?directConnection=true&retryWrites=false";
        } catch (Exception e) { // also checked ones, which Netty does not declare
            throw new IllegalStateException("Port " + port + " of the loopback interface cannot be had", e);
        }
    }

    public String uri() {
        return socket.uri();
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
        try {
            Files.deleteIfExists(socket.path());
        } catch (IOException e) {
            // the next start takes it away
        }
        end();
    }

    private void end() {
        listener.close();
        storage.close();
    }
}
