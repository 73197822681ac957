package io.nachweis.people;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** A mail server that outlives the platform and keeps every mail it has answered for. */
public final class MailReceiver implements AutoCloseable {

    /** @param id the Message-ID, by which a repeated mail is known */
    public record Mail(String to, String id, String source) {

        /** As the mailbox of a trial shows it. */
        public static Mail of(JsonNode shown) {
            return new Mail(
                    shown.path("to").path(0).asString(""),
                    shown.path("headers").path("Message-ID").asString(""),
                    shown.path("text").asString(""));
        }

        /** Good enough to find a link: characters outside ASCII stay encoded (RFC 2045 §6.7). */
        public String text() {
            return source.replace("=\n", "").replace("=3D", "=");
        }
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Mail> mails = new CopyOnWriteArrayList<>();

    private MailReceiver(ServerSocket server) {
        this.server = server;
    }

    public static MailReceiver start() {
        try {
            MailReceiver receiver = new MailReceiver(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            receiver.threads.execute(receiver::accept);
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "smtp://127.0.0.1:" + server.getLocalPort();
    }

    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = server.accept();
                threads.execute(() -> serve(caller));
            }
        } catch (IOException closed) {
            // The story is over.
        }
    }

    private void serve(Socket caller) {
        try (caller;
                BufferedReader in = new BufferedReader(new InputStreamReader(caller.getInputStream(), UTF_8))) {
            say(caller, "220 receiver.example.org");
            String to = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("EHLO")) {
                    say(caller, "250-receiver.example.org\r\n250 SMTPUTF8");
                } else if (command.startsWith("RCPT TO:")) {
                    to = line.replaceFirst("^[^<]*<([^>]*)>.*", "$1");
                    say(caller, "250 ok");
                } else if (command.equals("DATA")) {
                    say(caller, "354 go on");
                    String source = source(in);
                    // Kept before it is answered for: who never hears the answer has sent it all the same.
                    mails.add(new Mail(to, header("Message-ID", source), source));
                    say(caller, "250 kept");
                } else if (command.equals("QUIT")) {
                    say(caller, "221 bye");
                    return;
                } else {
                    say(caller, "250 ok");
                }
            }
        } catch (IOException hungUp) {
            // As the platform does when it is killed.
        }
    }

    /** Without its end it is no mail (RFC 5321 §4.1.1.4): whoever hung up before sends it again. */
    private static String source(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                throw new EOFException("Half a mail");
            }
            lines.add(line);
        }
        return String.join("\n", lines);
    }

    private static String header(String name, String source) {
        return source.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static void say(Socket caller, String reply) throws IOException {
        caller.getOutputStream().write((reply + "\r\n").getBytes(ISO_8859_1));
        caller.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
