package io.nachweis.newsletter.mail;

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
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that answers as it is told: by command, and {@code .} for the end of a mail. No answer is a hang-up. */
final class ScriptedSmtp implements AutoCloseable {

    static final String HANGS_UP = "";

    private final ServerSocket socket;
    private final Map<String, String> answers;
    private final AtomicInteger connections = new AtomicInteger();

    ScriptedSmtp(Map<String, String> answers) throws IOException {
        this.socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        this.answers = answers;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                connections.incrementAndGet();
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
                String command = line.split("[ :]", 2)[0];
                String answer = answers.getOrDefault(command, command.equals("DATA") ? "354 go on" : "250 OK");
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

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
