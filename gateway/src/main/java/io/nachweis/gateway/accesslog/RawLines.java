package io.nachweis.gateway.accesslog;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of a log byte by byte, read in flat memory: what is longer than any line comes in pieces. */
final class RawLines implements Closeable {

    private static final int LONGEST = 1 << 20;

    /**
     * @param text in ISO 8859-1, so that each character is a byte of the file; without the end of the line
     * @param isWhole whether it is a line from its beginning to its end
     * @param isEnded whether the end of a line follows
     */
    record RawLine(String text, boolean isWhole, boolean isEnded) {

        /** Bytes in the file. */
        int length() {
            return text.length() + (isEnded ? 1 : 0);
        }
    }

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int from;
    private int to;
    private boolean isWithinLine;

    RawLines(InputStream in) {
        this.in = in;
    }

    /** Null at the end. */
    @Nullable
    RawLine next() throws IOException {
        line.reset();
        boolean isEnded = false;
        while (!isEnded && line.size() < LONGEST && fill()) {
            int most = Math.min(to, from + LONGEST - line.size());
            int end = from;
            while (end < most && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, from, end - from);
            isEnded = end < most;
            from = isEnded ? end + 1 : end;
        }
        if (line.size() == 0 && !isEnded) {
            return null;
        }
        boolean isWhole = !isWithinLine && line.size() < LONGEST;
        isWithinLine = !isEnded;
        return new RawLine(line.toString(StandardCharsets.ISO_8859_1), isWhole, isEnded);
    }

    private boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, in.read(buffer));
        }
        return from < to;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
