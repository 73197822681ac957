package io.nachweis.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A line to a server that breaks when it is told to: around the next insert. */
final class UnreliableLine implements AutoCloseable {

    enum Fault {
        NONE,
        LOSES_THE_REQUEST,
        LOSES_THE_ANSWER
    }

    private final int target;
    private final ServerSocket entrance;
    private final AtomicReference<Fault> next = new AtomicReference<>(Fault.NONE);
    private final AtomicInteger breaks = new AtomicInteger();
    private volatile boolean dead;

    UnreliableLine(int target) throws IOException {
        this.target = target;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    void breakAtNextInsert(Fault fault) {
        next.set(fault);
    }

    int breaks() {
        return breaks.get();
    }

    /** Takes every connection and drops it. */
    void die(boolean isDead) {
        dead = isDead;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                AtomicBoolean answerIsLost = new AtomicBoolean();
                Thread.ofVirtual().start(() -> carryRequests(client, server, answerIsLost));
                Thread.ofVirtual().start(() -> carryAnswers(client, server, answerIsLost));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void carryRequests(Socket client, Socket server, AtomicBoolean answerIsLost) {
        try (client;
                server;
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream()) {
            byte[] bytes = new byte[1 << 20];
            for (int n = in.read(bytes); n >= 0 && !dead; n = in.read(bytes)) {
                if (new String(bytes, 0, n, ISO_8859_1).contains("insert\0")) {
                    Fault fault = next.getAndSet(Fault.NONE);
                    breaks.addAndGet(fault == Fault.NONE ? 0 : 1);
                    if (fault == Fault.LOSES_THE_REQUEST) {
                        return;
                    }
                    answerIsLost.set(fault == Fault.LOSES_THE_ANSWER);
                }
                out.write(bytes, 0, n);
            }
        } catch (IOException _) {
            // The line is broken.
        }
    }

    private void carryAnswers(Socket client, Socket server, AtomicBoolean answerIsLost) {
        try (client;
                server;
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream()) {
            byte[] bytes = new byte[1 << 20];
            for (int n = in.read(bytes); n >= 0 && !dead && !answerIsLost.get(); n = in.read(bytes)) {
                out.write(bytes, 0, n);
            }
        } catch (IOException _) {
            // The line is broken.
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
