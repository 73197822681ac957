package io.nachweis.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * People who sign up, wait for the mail, open the page behind its link and press <em>Confirm</em>. A flow is done when
 * that is answered; the clock stops when everybody's second mail, the record, has arrived too.
 */
final class SignUpFlows {

    private static final String SIGN_UP = "/api/v1/idm/subscriptions";
    private static final String CONFIRM = "/idm/confirm";
    private static final String JSON = "Content-Type: application/json";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String HTML = "Accept: text/html";
    private static final Pattern NONCE = Pattern.compile("name=\"nonce\"[^>]* value=\"([^\"]+)\"");
    private static final long PATIENCE_SECONDS = 30;

    private static final AtomicInteger RUNS = new AtomicInteger();

    private final int port;
    private final MailSink sink;

    SignUpFlows(int port, MailSink sink) {
        this.port = port;
        this.sink = sink;
    }

    /** Somebody who confirmed, and the token to unsubscribe with. */
    record Reader(String address, String unsubscribe) {}

    record Outcome(List<Reader> readers, int failed, double seconds, double p50, double p99) {

        double perSecond() {
            return readers.size() / seconds;
        }
    }

    Outcome run(int flows, int clients) throws InterruptedException {
        String run = Long.toString(System.currentTimeMillis(), 36) + RUNS.incrementAndGet();
        long[] nanos = new long[flows];
        Queue<String> confirmed = new ConcurrentLinkedQueue<>();
        var next = new AtomicInteger();
        var ended = new CountDownLatch(clients);
        long start = System.nanoTime();
        for (int client = 0; client < clients; client++) {
            Thread.ofVirtual().start(() -> {
                try {
                    for (int i = next.getAndIncrement(); i < flows; ) {
                        i = flowsOverOneConnection(i, next, run, nanos, confirmed);
                    }
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                } finally {
                    ended.countDown();
                }
            });
        }
        ended.await();
        List<Reader> readers = records(confirmed);
        double seconds = Work.seconds(start);
        Arrays.sort(nanos);
        return new Outcome(
                readers,
                flows - readers.size(),
                seconds,
                nanos[flows / 2] / 1e6,
                nanos[(int) Math.min(flows - 1L, Math.round(flows * 0.99))] / 1e6);
    }

    /** Returns the number of the next flow, on a new connection after a failure. */
    private int flowsOverOneConnection(int first, AtomicInteger next, String run, long[] nanos, Queue<String> confirmed)
            throws InterruptedException {
        int i = first;
        try (var connection = new HttpConnection("127.0.0.1", port)) {
            for (; i < nanos.length; i = next.getAndIncrement()) {
                long began = System.nanoTime();
                String address = "reader-" + run + "-" + i + "@example.org";
                flow(connection, address, i);
                nanos[i] = System.nanoTime() - began;
                confirmed.add(address);
            }
            return i;
        } catch (IOException | ExecutionException | TimeoutException e) {
            System.err.println("  A flow failed: " + e);
            nanos[i] = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            TimeUnit.SECONDS.sleep(1); // As anybody would, before they try again.
            return next.getAndIncrement();
        }
    }

    private void flow(HttpConnection connection, String address, int i)
            throws IOException, ExecutionException, TimeoutException, InterruptedException {
        // Everybody comes from a network of their own, through a proxy that the gateway trusts.
        String client = "X-Forwarded-For: 10." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255);
        connection
                .post(SIGN_UP, "{\"email\":\"" + address + "\",\"consents\":[\"newsletter/1/de\"]}", JSON, client)
                .expect(202);
        String token = token(address, "confirm");
        String page = connection
                .get(CONFIRM + "?token=" + token, HTML, client)
                .expect(200)
                .body();
        Matcher nonce = NONCE.matcher(page);
        if (!nonce.find()) {
            throw new IOException("The page asks nothing");
        }
        String answer = connection
                .post(CONFIRM, "token=" + token + "&nonce=" + nonce.group(1) + "&action=confirm", FORM, HTML, client)
                .expect(200)
                .body();
        if (NONCE.matcher(answer).find()) {
            throw new IOException("The page asks again");
        }
    }

    private List<Reader> records(Queue<String> confirmed) throws InterruptedException {
        var readers = new ConcurrentLinkedQueue<Reader>();
        for (String address : confirmed) {
            try {
                readers.add(new Reader(address, token(address, "unsubscribe")));
            } catch (ExecutionException | TimeoutException e) {
                System.err.println("  A record did not come: " + e);
            }
        }
        return List.copyOf(readers);
    }

    private String token(String address, String page)
            throws ExecutionException, TimeoutException, InterruptedException {
        String token = sink.token(address, page).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        sink.forget(address, page);
        return token;
    }
}
