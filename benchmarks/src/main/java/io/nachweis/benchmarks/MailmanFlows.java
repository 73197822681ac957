package io.nachweis.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The same with GNU Mailman 3, over its REST API: subscribe, then accept under the token that it says it mailed. */
final class MailmanFlows {

    static final String URL = "NACHWEIS_BENCH_MAILMAN_URL";

    /** The process id of its master, whose children do the work. */
    private static final String PID = "NACHWEIS_BENCH_MAILMAN_PID";

    /** Until its mails are out, which nobody waits for. */
    private static final int SETTLED_SECONDS = 5;

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String JSON = "Accept: application/json";
    private static final String LIST = "bench.example.org";
    private static final Pattern TOKEN = Pattern.compile("\"token\": *\"([0-9a-f]+)\"");
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final URI rest;
    private final String authorization;

    /** @param rest such as {@code http://user:password@localhost:8001/3.1} */
    MailmanFlows(URI rest) {
        this.rest = rest;
        this.authorization = "Authorization: Basic "
                + Base64.getEncoder().encodeToString(rest.getUserInfo().getBytes(StandardCharsets.UTF_8));
    }

    /** A list that asks for confirmation and sends no mail besides; it may be there from the last time. */
    void prepare() throws IOException {
        try (var connection = new HttpConnection(rest.getHost(), rest.getPort())) {
            post(connection, "/domains", "mail_host=example.org");
            post(connection, "/lists", "fqdn_listname=bench@example.org");
            connection
                    .send(
                            "PATCH",
                            rest.getPath() + "/lists/" + LIST + "/config",
                            "subscription_policy=confirm&send_welcome_message=false&admin_immed_notify=false"
                                    + "&archive_policy=never",
                            FORM,
                            JSON,
                            authorization)
                    .expect(204);
        }
    }

    /**
     * @param perSecond of those that did not fail
     * @param cpuMillis the processor time of one, its mail included
     */
    record Outcome(double perSecond, double cpuMillis) {}

    Outcome run(int flows, int clients) throws InterruptedException {
        double before = cpuMillis();
        String run = Long.toString(System.currentTimeMillis(), 36) + RUNS.incrementAndGet();
        var next = new AtomicInteger();
        var done = new AtomicInteger();
        var ended = new CountDownLatch(clients);
        long start = System.nanoTime();
        for (int client = 0; client < clients; client++) {
            Thread.ofVirtual().start(() -> {
                while (next.get() < flows) {
                    try (var connection = new HttpConnection(rest.getHost(), rest.getPort())) {
                        for (int i = next.getAndIncrement(); i < flows; i = next.getAndIncrement()) {
                            flow(connection, "reader-" + run + "-" + i + "@example.org");
                            done.incrementAndGet();
                        }
                    } catch (IOException _) {
                        // Failed, and not counted.
                    }
                }
                ended.countDown();
            });
        }
        ended.await();
        double perSecond = done.get() / Work.seconds(start);
        TimeUnit.SECONDS.sleep(SETTLED_SECONDS);
        return new Outcome(perSecond, (cpuMillis() - before) / Math.max(1, done.get()));
    }

    private static double cpuMillis() {
        ProcessHandle master =
                ProcessHandle.of(Long.parseLong(System.getenv(PID))).orElseThrow();
        return Stream.concat(Stream.of(master), master.descendants())
                        .flatMap(process -> process.info().totalCpuDuration().stream())
                        .mapToLong(Duration::toNanos)
                        .sum()
                / 1e6;
    }

    private void flow(HttpConnection connection, String address) throws IOException {
        String asked = post(
                        connection,
                        "/members",
                        "list_id=" + LIST + "&subscriber=" + address
                                + "&display_name=A&pre_verified=false&pre_confirmed=false&pre_approved=false")
                .expect(202)
                .body();
        Matcher token = TOKEN.matcher(asked);
        if (!token.find()) {
            throw new IOException("No token: " + asked);
        }
        var accepted = post(connection, "/lists/" + LIST + "/requests/" + token.group(1), "action=accept");
        if (accepted.status() != 200) {
            accepted.expect(204);
        }
    }

    private HttpConnection.Answer post(HttpConnection connection, String path, String form) throws IOException {
        return connection.send("POST", rest.getPath() + path, form, FORM, JSON, authorization);
    }
}
