package io.nachweis.benchmarks;

import static io.nachweis.benchmarks.AppendSuite.perSecond;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCursor;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.bson.Document;

/** Reading everything, one stream and one person: beside the driver, and in a large log beside a small one. */
final class ReadSuite implements Suite {

    private static final String TRACKING = "tracking read";
    private static final String CURSOR = "cursor";
    private static final String STREAM = "stream";
    private static final String STREAM_FIND = "stream, find";
    private static final String PERSON = "person";
    private static final String PERSON_FIND = "person, find";
    private static final String LARGE = " of large";
    private static final int REPLAYS = 200;

    @Override
    public String name() {
        return "read";
    }

    @Override
    public void measure(Table table, Scale scale) throws Exception {
        int few = 10_000;
        int many = scale.of(1_000_000, 50_000);
        try (GrownLog small = GrownLog.of(few, table);
                GrownLog large = GrownLog.of(many, table)) {
            Rounds rounds = new Rounds();
            add(rounds, small, "", 5);
            add(rounds, large, LARGE, 1);
            rounds.run(scale.of(3, 1));
            String size = String.format(Locale.ROOT, " of %,d", many);
            table.add(ResultRow.barred(
                    "tracking read" + size,
                    perSecond(1e6 / rounds.median(TRACKING + LARGE)),
                    "driver's cursor " + perSecond(1e6 / rounds.median(CURSOR + LARGE)),
                    rounds.ratio(CURSOR + LARGE, TRACKING + LARGE),
                    Bar.atLeast(0.6, "×")));
            besideFind(table, rounds, "replay of a stream of 50" + size, STREAM, STREAM_FIND);
            besideFind(table, rounds, "replay of a person of 50" + size, PERSON, PERSON_FIND);
            String growth = String.format(Locale.ROOT, ", %,d beside %,d", many, few);
            besideSmall(table, rounds, "tracking read" + growth, TRACKING, "per entry ");
            besideSmall(table, rounds, "replay of a stream" + growth, STREAM, "");
            besideSmall(table, rounds, "replay of a person" + growth, PERSON, "");
        }
    }

    private static void besideFind(Table table, Rounds rounds, String what, String replay, String find) {
        table.add(ResultRow.barred(
                what,
                micros(rounds.median(replay + LARGE)),
                "indexed find " + micros(rounds.median(find + LARGE)),
                rounds.ratio(replay + LARGE, find + LARGE),
                Bar.atMost(2, "×")));
    }

    private static void besideSmall(Table table, Rounds rounds, String what, String replay, String unit) {
        table.add(ResultRow.barred(
                what,
                unit + micros(rounds.median(replay + LARGE)),
                "in the small one " + micros(rounds.median(replay)),
                rounds.ratio(replay + LARGE, replay),
                Bar.atMost(1.5, "×")));
    }

    private static String micros(double micros) {
        return String.format(Locale.ROOT, micros < 100 ? "%.1f µs" : "%,.0f µs", micros);
    }

    private static void add(Rounds rounds, GrownLog grown, String which, int times) {
        EvidenceLog log = grown.log();
        add(
                rounds,
                TRACKING + which,
                () -> microsPer(times * grown.entries(), () -> {
                    for (int i = 0; i < times; i++) {
                        try (Stream<? extends EventMessage<?>> all =
                                log.engine().readEvents(null, false)) {
                            expect(grown.entries(), handled(all.iterator()));
                        }
                    }
                }));
        add(
                rounds,
                CURSOR + which,
                () -> microsPer(times * grown.entries(), () -> {
                    for (int i = 0; i < times; i++) {
                        expect(grown.entries(), decoded(log.documents().find().sort(new Document("_id", 1))));
                    }
                }));
        add(
                rounds,
                STREAM + which,
                () -> microsPer(REPLAYS, () -> {
                    for (int stream : grown.streams(REPLAYS)) {
                        expect(
                                GrownLog.STREAM,
                                handled(log.engine()
                                        .readEvents(Subscribed.stream(stream))
                                        .asStream()
                                        .iterator()));
                    }
                }));
        add(
                rounds,
                STREAM_FIND + which,
                () -> microsPer(REPLAYS, () -> {
                    for (int stream : grown.streams(REPLAYS)) {
                        expect(GrownLog.STREAM, decoded(log.documents().find(ofStream(Subscribed.stream(stream)))));
                    }
                }));
        add(
                rounds,
                PERSON + which,
                () -> microsPer(REPLAYS, () -> {
                    for (int person : grown.persons(REPLAYS)) {
                        expect(
                                GrownLog.STREAM,
                                log.subjects()
                                        .about(Subscribed.subject(person), true)
                                        .count());
                    }
                }));
        add(
                rounds,
                PERSON_FIND + which,
                () -> microsPer(REPLAYS, () -> {
                    for (int person : grown.persons(REPLAYS)) {
                        Document about = new Document(
                                "subjects.id", Subscribed.subject(person).value());
                        expect(
                                GrownLog.STREAM,
                                decoded(log.documents().find(about).sort(new Document("_id", 1))));
                    }
                }));
    }

    /** The small log has warmed up what the large one is read with. */
    private static void add(Rounds rounds, String name, Rounds.Contestant contestant) {
        if (name.endsWith(LARGE)) {
            rounds.withWarm(name, contestant);
        } else {
            rounds.with(name, contestant);
        }
    }

    private static Document ofStream(String stream) {
        return new Document(
                "keys",
                new Document(
                        "$elemMatch",
                        new Document("$gte", "s:" + stream + "/000000000000")
                                .append("$lte", "s:" + stream + "/999999999999")));
    }

    private interface Reading {
        void all() throws Exception;
    }

    private static double microsPer(int things, Reading reading) throws Exception {
        long start = System.nanoTime();
        reading.all();
        return Work.seconds(start) * 1e6 / things;
    }

    /** As a handler gets them: with their payloads as objects. */
    private static int handled(Iterator<? extends EventMessage<?>> events) {
        int count = 0;
        while (events.hasNext()) {
            if (events.next().getPayload() instanceof Subscribed) {
                count++;
            }
        }
        return count;
    }

    private static int decoded(FindIterable<Document> query) {
        int count = 0;
        try (MongoCursor<Document> cursor = query.iterator()) {
            while (cursor.hasNext()) {
                cursor.next();
                count++;
            }
        }
        return count;
    }

    private static void expect(long wanted, long found) {
        if (wanted != found) {
            throw new IllegalStateException("Read " + found + " of " + wanted);
        }
    }
}
