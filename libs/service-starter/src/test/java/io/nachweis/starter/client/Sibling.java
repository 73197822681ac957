package io.nachweis.starter.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A service of the same installation, of the manners that a test gives it, with one connection for each request. */
final class Sibling implements AutoCloseable {

    /** How it answers; the connection ends with it. */
    interface Manner {
        void answer(OutputStream caller) throws IOException;
    }

    private final ServerSocket door;
    private final Manner manner;

    /** The first lines and headers of all requests. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** Completes when a caller that got no whole answer has gone. */
    final CompletableFuture<Void> callerIsGone = new CompletableFuture<>();

    Sibling(Manner manner) {
        this.manner = manner;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::open);
    }

    static Sibling answering(int status, String body) {
        return new Sibling(caller -> caller.write("HTTP/1.1 %d .\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(status, body.length(), body)
                .getBytes(US_ASCII)));
    }

    /** It begins to answer, and goes on until the caller has enough. */
    static Sibling endless(String part, Duration pause) {
        return new Sibling(caller -> {
            caller.write("HTTP/1.1 200 .\r\nContent-Length: 1000000000\r\n\r\n".getBytes(US_ASCII));
            while (true) {
                caller.write(part.getBytes(US_ASCII));
                caller.flush();
                LockSupport.parkNanos(pause.toNanos());
            }
        });
    }

    static Sibling silent() {
        return new Sibling(_ -> {});
    }

    static Sibling hangingUp() {
        return new Sibling(_ -> {
            throw new IOException("Good-bye");
        });
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    private void open() {
        try {
            while (true) {
                Socket caller = door.accept();
                Thread.startVirtualThread(() -> serve(caller));
            }
        } catch (IOException _) {
            // It was closed.
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) caller.getInputStream().read());
            }
            asked.add(head.toString());
            manner.answer(caller.getOutputStream());
            caller.getOutputStream().flush();
            if (caller.getInputStream().read() < 0) {
                callerIsGone.complete(null);
            }
        } catch (IOException _) {
            callerIsGone.complete(null);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
