package io.nachweis.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The way of one service to its database, on which every message is read (MongoDB's wire protocol: its length comes
 * first). At an awaited one the service is struck, before the database gets it or before the service learns of it.
 */
final class Crossing implements AutoCloseable {

    /** What a message has to contain, all of it: names of commands, collections and events stand there as they are. */
    record Mark(List<String> words) {

        static Mark of(String... words) {
            return new Mark(List.of(words));
        }

        boolean isIn(String message) {
            return words.stream().allMatch(message::contains);
        }
    }

    enum Side {
        BEFORE,
        AFTER
    }

    private final ServerSocket front;
    private final int behind;
    private final Runnable strike;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Mark> awaited = new ArrayDeque<>();
    private Side side = Side.BEFORE;

    private Crossing(ServerSocket front, int behind, Runnable strike) {
        this.front = front;
        this.behind = behind;
        this.strike = strike;
    }

    static Crossing before(int port, Runnable strike) {
        try {
            Crossing crossing = new Crossing(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()), port, strike);
            crossing.threads.execute(crossing::accept);
            return crossing;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return front.getLocalPort();
    }

    /** Strikes once, at the message that has the last of these marks after the others have been seen in their order. */
    synchronized void await(List<Mark> marks, Side when) {
        awaited.clear();
        awaited.addAll(marks);
        side = when;
    }

    private synchronized boolean isAwaited(String message) {
        if (awaited.isEmpty() || !awaited.element().isIn(message)) {
            return false;
        }
        awaited.remove();
        return awaited.isEmpty();
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = front.accept();
                threads.execute(() -> connect(caller));
            }
        } catch (IOException closed) {
            // The story is over.
        }
    }

    private void connect(Socket caller) {
        try (caller;
                Socket server = new Socket()) {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), behind));
            server.setTcpNoDelay(true);
            caller.setTcpNoDelay(true);
            AtomicBoolean isAnswerAwaited = new AtomicBoolean();
            threads.execute(() -> passAnswers(server, caller, isAnswerAwaited));
            DataInputStream in = new DataInputStream(caller.getInputStream());
            while (true) {
                byte[] message = message(in);
                if (isAwaited(new String(message, ISO_8859_1))) {
                    if (side == Side.BEFORE) {
                        strike.run();
                        return;
                    }
                    isAnswerAwaited.set(true);
                }
                server.getOutputStream().write(message);
            }
        } catch (IOException gone) {
            // One of them has hung up, so the other one is.
        }
    }

    private void passAnswers(Socket server, Socket caller, AtomicBoolean isAwaited) {
        try (server;
                caller) {
            DataInputStream in = new DataInputStream(server.getInputStream());
            while (true) {
                byte[] message = message(in);
                if (isAwaited.get()) {
                    strike.run();
                    return;
                }
                caller.getOutputStream().write(message);
            }
        } catch (IOException gone) {
            // As above.
        }
    }

    private static byte[] message(DataInputStream in) throws IOException {
        byte[] length = in.readNBytes(Integer.BYTES);
        if (length.length < Integer.BYTES) {
            throw new EOFException();
        }
        byte[] message =
                new byte[ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt()];
        System.arraycopy(length, 0, message, 0, Integer.BYTES);
        in.readFully(message, Integer.BYTES, message.length - Integer.BYTES);
        return message;
    }

    @Override
    public void close() {
        try {
            front.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
