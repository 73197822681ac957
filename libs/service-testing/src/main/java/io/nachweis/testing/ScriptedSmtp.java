package io.nachweis.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that answers as it is told: by command, and {@code .} for the end of a mail. No answer is a hang-up. One
 * that is told to offer STARTTLS speaks TLS from there on.
 */
public final class ScriptedSmtp implements AutoCloseable {

    public static final String HANGS_UP = "";

    private final ServerSocket socket;
    private final Function<String, Optional<String>> answers;
    private final @Nullable SSLContext tls;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;

    public ScriptedSmtp(Map<String, String> answers) throws IOException {
        this(0, line -> Optional.ofNullable(answers.get(line.split("[ :]", 2)[0])));
    }

    /** @param answers to lines; what it has no answer to is taken */
    public ScriptedSmtp(int port, Function<String, Optional<String>> answers) throws IOException {
        this(port, answers, null);
    }

    /** @param tls what it shows after STARTTLS, which it takes whether or not it offered it */
    public ScriptedSmtp(Map<String, String> answers, SSLContext tls) throws IOException {
        this(0, line -> Optional.ofNullable(answers.get(line.split("[ :]", 2)[0])), tls);
    }

    private ScriptedSmtp(int port, Function<String, Optional<String>> answers, @Nullable SSLContext tls)
            throws IOException {
        this.tls = tls;
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

    /** The commands that came, those within TLS with {@code tls } before them. */
    public List<String> received() {
        return List.copyOf(received);
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
        try (client) {
            say(client, "220 scripted");
            if (talk(client, "") && tls != null) {
                var within = (SSLSocket) tls.getSocketFactory().createSocket(client, null, client.getPort(), true);
                within.setUseClientMode(false);
                within.startHandshake();
                talk(within, "tls ");
            }
        } catch (IOException _) {
            // The client went away.
        }
    }

    /** Says whether it is to go on within TLS. */
    private boolean talk(Socket client, String line) throws IOException {
        InputStream in = client.getInputStream();
        boolean inMail = false;
        for (String command = readLine(in); command != null; command = readLine(in)) {
            if (inMail && !command.equals(".")) {
                continue;
            }
            received.add(line + command);
            String answer = answers.apply(command).orElse(command.equals("DATA") ? "354 go on" : "250 OK");
            if (answer.equals(HANGS_UP)) {
                return false;
            }
            inMail = answer.startsWith("354");
            say(client, answer);
            if (command.equals("STARTTLS")) {
                return true;
            }
        }
        return false;
    }

    /** Not a byte more than the line: what follows may be TLS. */
    private static @Nullable String readLine(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            line.write(next);
        }
        return null;
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
