package io.nachweis.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A connection that says whatever it is told, which no decent client would. */
final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    /** What came back, byte by byte; an empty one if the server hung up without a word. Nobody compares two. */
    @SuppressWarnings("ArrayRecordComponent")
    record Reply(int status, List<String> head, byte[] body) {

        static final Reply NONE = new Reply(0, List.of(), new byte[0]);

        String header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return head.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst()
                    .orElse("");
        }

        String text() {
            return String.join("\n", head) + "\n\n" + new String(body, ISO_8859_1);
        }
    }

    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    Wire(int port) {
        this.port = port;
    }

    /** @param last whether nothing can follow on this connection, because nobody could tell where it begins */
    Reply send(byte[] request, boolean isHead, boolean last) throws IOException {
        boolean kept = socket != null;
        if (last) {
            close();
            kept = false;
        }
        try {
            return exchange(request, isHead, last);
        } catch (EOFException e) {
            close();
            // A kept connection may have been closed before this request reached it.
            return kept ? send(request, isHead, last) : Reply.NONE;
        } finally {
            if (last) {
                close();
            }
        }
    }

    private Reply exchange(byte[] request, boolean isHead, boolean last) throws IOException {
        Socket open = open();
        try {
            open.getOutputStream().write(request);
            open.getOutputStream().flush();
            if (last) {
                open.shutdownOutput();
            }
        } catch (IOException refusedEarly) {
            // The server has answered already and reads no further: its answer is still there to be read.
        }
        Reply reply = reply(isHead);
        if (reply.header("Connection").equalsIgnoreCase("close")) {
            close();
        }
        return reply;
    }

    private Socket open() throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket();
            open.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            open.setSoTimeout(PATIENCE_MILLIS);
            open.setTcpNoDelay(true);
            socket = open;
            in = new BufferedInputStream(open.getInputStream());
        }
        return open;
    }

    private Reply reply(boolean isHead) throws IOException {
        String start;
        List<String> head;
        do {
            head = new ArrayList<>();
            start = line();
            for (String line = line(); !line.isEmpty(); line = line()) {
                head.add(line);
            }
        } while (start.startsWith("HTTP/1.1 100"));
        int status = Integer.parseInt(start.split(" ", 3)[1]);
        Reply bare = new Reply(status, head, new byte[0]);
        boolean hasBody = !isHead && status != 204 && status != 304;
        return hasBody ? new Reply(status, head, body(bare)) : bare;
    }

    private byte[] body(Reply bare) throws IOException {
        if (bare.header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            var body = new ByteArrayOutputStream();
            for (int size = chunk(); size > 0; size = chunk()) {
                body.write(exactly(size));
                line();
            }
            line();
            return body.toByteArray();
        }
        String length = bare.header("Content-Length");
        return length.isEmpty() ? stream().readAllBytes() : exactly(Integer.parseInt(length));
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().replaceFirst(";.*", ""), 16);
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = stream().readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("The answer broke off");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int each = stream().read(); each != '\n'; each = stream().read()) {
            if (each < 0) {
                throw new EOFException();
            }
            line.write(each);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    private InputStream stream() throws EOFException {
        InputStream open = in;
        if (open == null) {
            throw new EOFException();
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        Socket open = socket;
        socket = null;
        in = null;
        if (open != null) {
            open.close();
        }
    }
}
