package io.nachweis.benchmarks;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * A proxy before a MongoDB server that counts every command on a collection: each is one round trip. It sees what goes
 * over the wire, so nothing in what is measured knows that it is measured.
 */
final class CommandCounter implements AutoCloseable {

    private static final int HEADER = 16;
    private static final int OP_MSG = 2013;

    /** After it come the flags, and the kind of the first section: 0, the command itself. */
    private static final int COMMAND = HEADER + Integer.BYTES + 1;

    private final ServerSocket server;
    private final int target;
    private final Map<String, Long> counts = new TreeMap<>();

    private CommandCounter(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /** @param target the port of the server on this machine */
    static CommandCounter before(int target) throws IOException {
        var counter = new CommandCounter(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), target);
        Thread.ofVirtual().start(counter::listen);
        return counter;
    }

    String uri() {
        return "mongodb://127.0.0.1:" + server.getLocalPort() + "/?directConnection=true&retryWrites=false";
    }

    /** How often each was asked since this was asked before: {@code database, collection, command and what it goes by}. */
    synchronized Map<String, Long> take() {
        Map<String, Long> taken = new TreeMap<>(counts);
        counts.clear();
        return taken;
    }

    private void listen() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket mongo = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                mongo.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> passOn(client, mongo, true));
                Thread.ofVirtual().start(() -> passOn(mongo, client, false));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void passOn(Socket from, Socket to, boolean count) {
        try (from;
                to;
                var in = new DataInputStream(from.getInputStream());
                var out = new BufferedOutputStream(to.getOutputStream())) {
            if (count) {
                while (true) {
                    passOnMessage(in, out);
                }
            } else {
                transfer(in, out);
            }
        } catch (IOException _) {
            // One of them has gone.
        }
    }

    private void passOnMessage(DataInputStream in, OutputStream out) throws IOException {
        byte[] length = new byte[Integer.BYTES];
        in.readFully(length);
        byte[] message = new byte[little(length).getInt()];
        System.arraycopy(length, 0, message, 0, length.length);
        in.readFully(message, length.length, message.length - length.length);
        if (little(message).getInt(HEADER - Integer.BYTES) == OP_MSG && message[COMMAND - 1] == 0) {
            count(new RawBsonDocument(message, COMMAND, little(message).getInt(COMMAND)));
        }
        out.write(message);
        out.flush();
    }

    private static void transfer(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            out.flush();
        }
        throw new SocketException("The other side has ended");
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void count(BsonDocument command) {
        if (command.get(command.getFirstKey()) instanceof BsonString collection) {
            String database = command.getString("$db").getValue();
            String what = database + " " + collection.getValue() + " " + command.getFirstKey() + by(command);
            synchronized (this) {
                counts.merge(what, 1L, Long::sum);
            }
        }
    }

    /** Such as {@code " by _id, last"}. */
    private static String by(BsonDocument command) {
        BsonValue filter = command.get("filter");
        if (filter == null || filter.asDocument().isEmpty()) {
            return "";
        }
        BsonValue sort = command.get("sort");
        boolean last = sort != null
                && !sort.asDocument().isEmpty()
                && sort.asDocument().getNumber(sort.asDocument().getFirstKey()).intValue() < 0;
        return " by " + filter.asDocument().getFirstKey() + (last ? ", last" : "");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
