package io.nachweis.benchmarks;

import com.mongodb.client.MongoClient;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/**
 * A process of its own that appends to a log. For each line {@code <database> <milliseconds>} on its input it answers
 * {@code <appended> <failed>}.
 */
final class Appender {

    private static final int WRITERS = 8;
    private static final int STREAM = 50;

    private Appender() {}

    public static void main(String... args) throws Exception {
        try (MongoClient client = Server.client(args[0]);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            long streams = Long.parseLong(args[1]);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 2);
                EventStorageEngine engine = EvidenceLog.in(client, words[0]).engine();
                System.out.println(append(engine, streams, Long.parseLong(words[1])));
            }
        }
    }

    private static String append(EventStorageEngine engine, long streams, long milliseconds) {
        LongAdder appended = new LongAdder();
        LongAdder failed = new LongAdder();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            for (int w = 0; w < WRITERS; w++) {
                long first = streams + w * 1_000_000L;
                threads.execute(() -> {
                    for (long number = 0; System.nanoTime() < end; number++) {
                        try {
                            engine.appendEvents(Subscribed.inStream(
                                    Subscribed.stream(first + number / STREAM),
                                    number % STREAM,
                                    Subscribed.plain(number)));
                            appended.increment();
                        } catch (RuntimeException e) {
                            failed.increment();
                        }
                    }
                });
            }
        }
        return appended.sum() + " " + failed.sum();
    }
}
