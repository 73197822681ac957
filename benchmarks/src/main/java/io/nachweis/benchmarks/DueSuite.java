package io.nachweis.benchmarks;

import static java.util.Locale.ROOT;

import com.mongodb.client.MongoCollection;
import io.nachweis.lifecycle.due.DueIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;

/** Whether finding what is due takes longer where much more is not due yet. */
final class DueSuite implements Suite {

    private static final String MANY = "many";
    private static final String FEW = "few";
    private static final int AT_ONCE = 10_000;
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @Override
    public String name() {
        return "due";
    }

    @Override
    public void measure(Table table, Scale scale) throws Exception {
        int many = scale.of(1_000_000, 20_000);
        int few = scale.of(10_000, 1_000);
        int due = scale.of(1_000, 100);
        try (Server server = Server.start()) {
            var ofMany = new Waiting(server.client().getDatabase("bench").getCollection(MANY), many);
            var ofFew = new Waiting(server.client().getDatabase("bench").getCollection(FEW), few);
            Rounds rounds = new Rounds()
                    .with(MANY, () -> ofMany.millisToDo(due))
                    .with(FEW, () -> ofFew.millisToDo(due))
                    .run(scale.of(5, 1));
            table.add(ResultRow.barred(
                    String.format(ROOT, "finding %,d due among %,d", due, many),
                    String.format(ROOT, "%.2f ms each", rounds.median(MANY) / due),
                    String.format(ROOT, "among %,d %.2f ms", few, rounds.median(FEW) / due),
                    rounds.ratio(MANY, FEW),
                    Bar.atMost(1.5, "×")));
        }
    }

    /** Items of the next ten years, in no order. */
    private record Waiting(MongoCollection<Document> items, DueIndex index) {

        Waiting(MongoCollection<Document> items, int number) {
            this(items, new DueIndex(items, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofHours(6)));
            for (int first = 0; first < number; first += AT_ONCE) {
                items.insertMany(IntStream.range(first, Math.min(number, first + AT_ONCE))
                        .mapToObj(i -> item(NOW.plus(Duration.ofMinutes(1 + i * 7_919L % (10 * 365 * 24 * 60)))))
                        .toList());
            }
        }

        double millisToDo(int due) {
            items.insertMany(IntStream.range(0, due)
                    .mapToObj(i -> item(NOW.minusSeconds(i)))
                    .toList());
            index.expect(NOW);
            long start = System.nanoTime();
            int done = 0;
            for (var next = index.claim(NOW); next.isPresent(); next = index.claim(NOW)) {
                index.done(next.get());
                done++;
            }
            double millis = Work.seconds(start) * 1_000;
            if (done != due) {
                throw new IllegalStateException(done + " were done of " + due);
            }
            return millis;
        }

        private static Document item(Instant at) {
            return new Document("_id", UUID.randomUUID().toString())
                    .append("controller", "idm")
                    .append("kind", "sign-up")
                    .append("stream", UUID.randomUUID().toString())
                    .append(DueIndex.AT, Date.from(at));
        }
    }
}
