package io.nachweis.benchmarks;

import static io.nachweis.benchmarks.Bar.atLeast;

import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.bson.Document;

/** One event per commit, by 1, 8 and 64 writers: beside axon-mongo, and beside the driver's bare inserts. */
final class AppendSuite implements Suite {

    private static final String LOG = "this log";
    private static final String AXON_MONGO = "axon-mongo";
    private static final String INSERT_ONE = "insertOne";
    private static final int STREAM = 50;

    @Override
    public String name() {
        return "append";
    }

    @Override
    public void measure(Table table, Scale scale) throws Exception {
        for (int writers : new int[] {8, 64}) {
            int events = scale.of(writers == 8 ? 12_000 : 19_200, 1_280);
            Rounds rounds = contest(writers, events)
                    .with(AXON_MONGO, () -> axonMongo(writers, events))
                    .run(scale.of(5, 1));
            String what = "append, " + writers + " writers";
            add(table, what, rounds, AXON_MONGO, writers == 8 ? 1.2 : 2);
            add(table, what, rounds, INSERT_ONE, 1);
        }
        Rounds alone = contest(1, scale.of(3_000, 300)).run(scale.of(5, 1));
        add(table, "append, 1 writer", alone, INSERT_ONE, 0.8);
    }

    private static void add(Table table, String what, Rounds rounds, String other, double bar) {
        table.add(ResultRow.barred(
                what,
                perSecond(rounds.median(LOG)),
                other + " " + perSecond(rounds.median(other)),
                rounds.ratio(LOG, other),
                atLeast(bar, "×")));
    }

    private static Rounds contest(int writers, int events) throws Exception {
        List<Document> documents = documents(events);
        return new Rounds().with(LOG, () -> log(writers, events)).with(INSERT_ONE, () -> insertOne(writers, documents));
    }

    private static double log(int writers, int events) throws Exception {
        try (Server server = Server.start()) {
            return append(EvidenceLog.in(server.client(), "bench").engine(), writers, events);
        }
    }

    private static double axonMongo(int writers, int events) throws Exception {
        try (Server server = Server.start()) {
            return append(Peers.axonMongo(server.client()), writers, events);
        }
    }

    static double append(EventStorageEngine engine, int writers, int events) throws Exception {
        return Work.rate(writers, events, (writer, number) -> {
            String stream = Subscribed.stream(writer * 1_000_000L + number / STREAM);
            engine.appendEvents(Subscribed.inStream(stream, number % STREAM, Subscribed.plain(number)));
        });
    }

    /** What the log stores for so many events. */
    private static List<Document> documents(int events) throws Exception {
        try (Server server = Server.start()) {
            EvidenceLog log = EvidenceLog.in(server.client(), "bench");
            append(log.engine(), 8, events);
            return log.documents().find().into(new ArrayList<>());
        }
    }

    private static double insertOne(int writers, List<Document> documents) throws Exception {
        try (Server server = Server.start()) {
            MongoCollection<Document> log =
                    EvidenceLog.in(server.client(), "bench").documents();
            return Work.rate(
                    writers,
                    documents.size(),
                    (writer, number) -> log.insertOne(documents.get(number * writers + writer)));
        }
    }

    static String perSecond(double rate) {
        return String.format(Locale.ROOT, "%,.0f/s", rate);
    }
}
