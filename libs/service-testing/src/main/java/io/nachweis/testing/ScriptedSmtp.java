package io.nachweis.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A mail server that answers as it is told: by command, and {@code .} for the end of a mail. No answer is a hang-up. */
public final class ScriptedSmtp implements AutoCloseable {

    public static final String HANGS_UP = "";

    private final ServerSocket socket;
    private final Function<String, Optional<String>> answers;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;

    public ScriptedSmtp(Map<String, String> answers) throws IOException {
        this(0, line -> Optional.ofNullable(answers.get(line.split("[ :]", 2)[0])));
    }

    /** @param answers to lines; what it has no answer to is taken */
    public ScriptedSmtp(int port, Function<String, Optional<String>> answers) throws IOException {
        this.socket = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
        this.answers = answers;
        this.acceptor = Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                connections.incrementAndGet();
                clients.add(client);
                Thread.ofVirtual().start(() -> talk(client));
            }
        } catch (SocketException _) {
            // Closed.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void talk(Socket client) {
        try (client;
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            say(client, "220 scripted");
            boolean inMail = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (inMail && !line.equals(".")) {
                    continue;
                }
                String answer = answers.apply(line).orElse(line.equals("DATA") ? "354 go on" : "250 OK");
                if (answer.equals(HANGS_UP)) {
                    return;
                }
                inMail = answer.startsWith("354");
                say(client, answer);
            }
        } catch (IOException _) {
            // The client went away.
        }
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
    }

    /** The port is free once nobody waits at it any more. */
    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : clients) {
            client.close();
        }
        try {
            acceptor.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
