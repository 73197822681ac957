package io.nachweis.benchmarks;

import static java.util.Locale.ROOT;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bson.Document;

/** Sign-ups that nobody confirmed end, all on one day, while others sign up. */
final class RetentionSuite implements Suite {

    private static final String JSON = "Content-Type: application/json";
    private static final Pattern NOW = Pattern.compile("\"now\":\"([^\"]+)\"");
    private static final int CLIENTS = 8;
    private static final int VISITORS = 2;
    private static final long PATIENCE_SECONDS = 600;

    private final AtomicInteger people = new AtomicInteger();

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public void measure(Table table, Scale scale) throws Exception {
        int signUps = scale.of(10_000, 200);
        try (MailSink sink = MailSink.open();
                BenchmarkedPlatform platform = BenchmarkedPlatform.with(sink)) {
            platform.start();
            table.progress("  " + signUps + " people sign up and never confirm ...");
            Work.rate(CLIENTS, CLIENTS, (_, _) -> signUps(platform, signUps / CLIENTS));
            try (MongoClient client = MongoClients.create(platform.database())) {
                MongoCollection<Document> due =
                        client.getDatabase("nachweis_newsletter").getCollection("due");
                awaitAtMost(0, () -> signUps - due.countDocuments());
                double before = platform.residentMebibytes();
                run(table, platform, due, signUps);
                table.add(ResultRow.noted(
                        "memory over it",
                        String.format(ROOT, "%.0f MiB before, %.0f after", before, platform.residentMebibytes()),
                        ""));
            }
        }
    }

    private void run(Table table, BenchmarkedPlatform platform, MongoCollection<Document> due, int signUps)
            throws Exception {
        Queue<Double> millis = new ConcurrentLinkedQueue<>();
        var over = new AtomicBoolean();
        List<Thread> visitors = IntStream.range(0, VISITORS)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> keepSigningUp(platform, millis, over)))
                .toList();
        Instant day = now(platform).plus(8, ChronoUnit.DAYS);
        long start = System.nanoTime();
        try (var site = new HttpConnection("127.0.0.1", platform.site())) {
            site.post("/clock", "{\"forward\":\"P8D\"}", JSON).expect(200);
        }
        awaitAtMost(0, () -> due.countDocuments(Filters.lte("at", Date.from(day))));
        double perSecond = signUps / Work.seconds(start);
        over.set(true);
        for (Thread visitor : visitors) {
            visitor.join();
        }
        table.add(ResultRow.barred(
                String.format(ROOT, "ending %,d sign-ups", signUps),
                String.format(ROOT, "%.0f/s", perSecond),
                "",
                perSecond,
                Bar.atLeast(500, "/s")));
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double p99 = sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * 0.99))];
        table.add(ResultRow.barred(
                "signing up meanwhile, " + VISITORS + " at once",
                String.format(ROOT, "p50 %.0f ms, p99 %.0f ms of %d", sorted[sorted.length / 2], p99, sorted.length),
                "",
                p99,
                Bar.atMost(300, "ms")));
    }

    private void keepSigningUp(BenchmarkedPlatform platform, Queue<Double> millis, AtomicBoolean over) {
        try (var connection = new HttpConnection("127.0.0.1", platform.port())) {
            while (!over.get()) {
                long began = System.nanoTime();
                signUp(connection);
                millis.add((System.nanoTime() - began) / 1e6);
            }
        } catch (IOException e) {
            System.err.println("  A sign-up failed: " + e);
            millis.add((double) PATIENCE_SECONDS * 1_000);
        }
    }

    private void signUps(BenchmarkedPlatform platform, int number) throws IOException {
        try (var connection = new HttpConnection("127.0.0.1", platform.port())) {
            for (int i = 0; i < number; i++) {
                signUp(connection);
            }
        }
    }

    private void signUp(HttpConnection connection) throws IOException {
        int i = people.incrementAndGet();
        connection
                .post(
                        "/api/v1/idm/subscriptions",
                        "{\"email\":\"never-" + i + "@example.org\",\"consents\":[\"newsletter/1/de\"]}",
                        JSON,
                        "X-Forwarded-For: 10." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255))
                .expect(202);
    }

    private static Instant now(BenchmarkedPlatform platform) throws IOException {
        try (var site = new HttpConnection("127.0.0.1", platform.site())) {
            Matcher now = NOW.matcher(site.get("/clock").expect(200).body());
            if (!now.find()) {
                throw new IOException("The clock says nothing");
            }
            return Instant.parse(now.group(1));
        }
    }

    private interface Count {
        long now();
    }

    private static void awaitAtMost(long most, Count count) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (count.now() > most) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Still " + count.now());
            }
            Thread.sleep(50);
        }
    }
}
