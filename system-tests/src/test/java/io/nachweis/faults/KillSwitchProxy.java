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
 * A TCP proxy between a service and its database that kills the service at a chosen message (MongoDB's wire protocol:
 * its length comes first), before the database gets it or before the service learns of it.
 */
final class KillSwitchProxy implements AutoCloseable {

    /** What a message has to contain, all of it: names of commands, collections and events stand there as they are. */
    record MessagePattern(List<String> words) {

        static MessagePattern of(String... words) {
            return new MessagePattern(List.of(words));
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
    private final Deque<MessagePattern> awaited = new ArrayDeque<>();
    private Side side = Side.BEFORE;

    private KillSwitchProxy(ServerSocket front, int behind, Runnable strike) {
        this.front = front;
        this.behind = behind;
        this.strike = strike;
    }

    static KillSwitchProxy before(int port, Runnable strike) {
        try {
            KillSwitchProxy proxy =
                    new KillSwitchProxy(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()), port, strike);
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return front.getLocalPort();
    }

    /** Strikes once, at the message that has the last of these patterns after the others have been seen in their order. */
    synchronized void await(List<MessagePattern> patterns, Side when) {
        awaited.clear();
        awaited.addAll(patterns);
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
