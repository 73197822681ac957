package io.nachweis.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An SMTP sink for everybody's mails: takes them and hands out, once, the link and the digits that each is about. */
final class MailSink implements AutoCloseable {

    private static final Pattern LINK =
            Pattern.compile("/(confirm|unsubscribe|documents|rights)(?:\\?token=|/)([A-Za-z0-9_.~-]+)");
    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{6})$");

    private final ServerSocket server;
    private final ConcurrentMap<String, CompletableFuture<String>> tokens = new ConcurrentHashMap<>();

    private MailSink(ServerSocket server) {
        this.server = server;
    }

    static MailSink open() {
        try {
            var sink = new MailSink(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(sink::listen);
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** The token of the mail to this address that leads to this page. */
    CompletableFuture<String> token(String address, String page) {
        return tokens.computeIfAbsent(page + ' ' + address, _ -> new CompletableFuture<>());
    }

    /** The digits of a mail to this address. */
    CompletableFuture<String> code(String address) {
        return tokens.computeIfAbsent("code " + address, _ -> new CompletableFuture<>());
    }

    /** Nobody will ask for this one again. */
    void forget(String address, String page) {
        tokens.remove(page + ' ' + address);
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                return; // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            var in = new BufferedInputStream(client.getInputStream());
            var out = new BufferedOutputStream(client.getOutputStream());
            String recipient = "";
            answer(out, "220 mailbox");
            for (String line = line(in); line != null; line = line(in)) {
                String command = line.length() < 4 ? "" : line.substring(0, 4).toUpperCase(Locale.ROOT);
                switch (command) {
                    case "EHLO" -> answer(out, "250-mailbox\r\n250-8BITMIME\r\n250 SMTPUTF8");
                    case "RCPT" -> {
                        recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                        answer(out, "250 ok");
                    }
                    case "DATA" -> {
                        answer(out, "354 go on");
                        String mail = mail(in);
                        answer(out, "250 ok");
                        deliver(recipient, mail);
                    }
                    case "QUIT" -> {
                        answer(out, "221 bye");
                        return;
                    }
                    default -> answer(out, "250 ok");
                }
            }
        } catch (IOException _) {
            // The sender went away.
        }
    }

    private void deliver(String recipient, String mail) {
        Matcher link = LINK.matcher(mail);
        if (link.find()) {
            token(recipient, link.group(1)).complete(link.group(2));
        }
        Matcher code = CODE.matcher(mail);
        if (code.find()) {
            code(recipient).complete(code.group(1));
        }
    }

    /** Without its transfer encoding: whoever writes 8 bits or seven has the same text. */
    private static String mail(InputStream in) throws IOException {
        var text = new StringBuilder(2_048);
        boolean encoded = false;
        for (String line = line(in); line != null && !line.equals("."); line = line(in)) {
            encoded |= line.equalsIgnoreCase("Content-Transfer-Encoding: quoted-printable");
            if (encoded && line.endsWith("=")) {
                text.append(line, 0, line.length() - 1);
            } else {
                text.append(line).append('\n');
            }
        }
        return encoded ? text.toString().replace("=3D", "=") : text.toString();
    }

    private static @Nullable String line(InputStream in) throws IOException {
        var line = new StringBuilder(80);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            line.append((char) c);
        }
        int end = line.length() - 1;
        if (end >= 0 && line.charAt(end) == '\r') {
            line.setLength(end);
        }
        return line.toString();
    }

    private static void answer(OutputStream out, String text) throws IOException {
        out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
