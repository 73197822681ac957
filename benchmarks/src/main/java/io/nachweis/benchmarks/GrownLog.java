package io.nachweis.benchmarks;

import java.io.IOException;
import java.util.stream.IntStream;

/**
 * A log of a given size to read from. Its streams have {@value #STREAM} entries each, a hundred of them grow at the
 * same time, and each tenth of them is one person's.
 */
final class GrownLog implements AutoCloseable {

    static final int STREAM = 50;
    private static final int TOGETHER = 100;
    private static final int WRITERS = 50;
    private static final int PERSON_EVERY = 10;

    private final Server server;
    private final EvidenceLog log;
    private final int entries;

    private GrownLog(Server server, int entries) {
        this.server = server;
        this.log = EvidenceLog.in(server.client(), "grown");
        this.entries = entries;
    }

    static GrownLog of(int entries, Table table) throws Exception {
        GrownLog grown = new GrownLog(Server.start(), entries);
        int window = TOGETHER * STREAM;
        int each = TOGETHER / WRITERS;
        for (int first = 0; first < entries; first += window) {
            int stream = first / STREAM;
            Work.rate(
                    WRITERS,
                    window,
                    (writer, number) -> grown.append(stream + writer * each + number % each, number / each));
            if ((first + window) % 100_000 == 0) {
                table.progress("  " + (first + window) + " entries of " + entries);
            }
        }
        return grown;
    }

    private void append(int stream, int sequence) {
        Subscribed event =
                isPerson(stream) ? Subscribed.ofPerson(stream, sequence) : Subscribed.plain(stream * 50L + sequence);
        log.engine().appendEvents(Subscribed.inStream(Subscribed.stream(stream), sequence, event));
    }

    private static boolean isPerson(int stream) {
        return stream % PERSON_EVERY == 0;
    }

    EvidenceLog log() {
        return log;
    }

    int entries() {
        return entries;
    }

    /** So many of the streams without personal data, from everywhere in the log. */
    int[] streams(int wanted) {
        return spread(
                wanted,
                IntStream.range(0, entries / STREAM)
                        .filter(stream -> !isPerson(stream))
                        .toArray());
    }

    int[] persons(int wanted) {
        return spread(
                wanted,
                IntStream.range(0, entries / STREAM).filter(GrownLog::isPerson).toArray());
    }

    /** Neighbours do not follow each other. */
    private static int[] spread(int wanted, int[] all) {
        long step = 7_919;
        return IntStream.range(0, wanted)
                .map(i -> all[(int) (i * step % all.length)])
                .toArray();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
