package io.nachweis.benchmarks;

import static java.util.Locale.ROOT;

import io.nachweis.benchmarks.DeskClient.Held;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Access (Art. 15): the answer for a person of whom four services hold fifty entries, put together while they wait. */
final class AccessSuite implements Suite {

    private static final Bar SOON = Bar.atMost(1_000, "ms");
    private static final int ENTRIES = 50;
    private static final int SERVICES = 4;
    /** A code may be typed five times a day. */
    private static final int FETCHED_EACH = 4;

    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern NONCE = Pattern.compile("name=\"nonce\"[^>]* value=\"([^\"]+)\"");
    private static final String JSON = "Content-Type: application/json";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    @Override
    public String name() {
        return "access";
    }

    @Override
    public void measure(Table table, Scale scale) throws Exception {
        try (MailSink sink = MailSink.open();
                BenchmarkedPlatform platform = BenchmarkedPlatform.with(sink)) {
            platform.start();
            DeskClient desk = DeskClient.of(platform);
            var flows = new SignUpFlows(platform.port(), sink);
            while (flows.run(1, 1).failed() > 0) {
                Thread.sleep(1_000);
            }
            List<Double> millis = new ArrayList<>();
            Held least = new Held(Integer.MAX_VALUE, Integer.MAX_VALUE);
            for (SignUpFlows.Reader reader : flows.run(scale.of(6, 2), 1).readers()) {
                boolean warmsUp = least.entries() == Integer.MAX_VALUE;
                least = writes(platform, desk, reader.address());
                List<Double> fetched = fetched(platform, sink, reader.address());
                if (!warmsUp) {
                    millis.addAll(fetched);
                }
            }
            double p50 = Rounds.median(millis);
            double slowest = Collections.max(millis);
            table.add(ResultRow.barred(
                    "access, %d entries of %d services".formatted(least.entries(), least.services()),
                    String.format(ROOT, "p50 %.0f ms, slowest of %d %.0f ms", p50, millis.size(), slowest),
                    "",
                    slowest,
                    SOON));
        }
    }

    /** Asks one question after the other, after a request for a document, until there are enough entries. */
    private static Held writes(BenchmarkedPlatform platform, DeskClient desk, String address) throws Exception {
        String subject = desk.subjects(List.of(address)).getFirst();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try (var connection = new HttpConnection("127.0.0.1", platform.port())) {
            connection
                    .post(
                            "/api/v1/idm/downloads",
                            "{\"email\":\"%s\",\"name\":\"A Reader\",\"company\":\"Readers\",\"document\":\"sample\"}"
                                    .formatted(address),
                            JSON)
                    .expect(202);
            Held held = desk.held(subject);
            // The request for access will be one more, and of the fourth service.
            for (int i = 0; held.entries() < ENTRIES - 1 || held.services() < SERVICES - 1; i++) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("Only " + held + " of a person who asks and asks");
                }
                connection
                        .post(
                                "/api/v1/idm/enquiries",
                                "{\"email\":\"%s\",\"name\":\"A Reader\",\"message\":\"Question %d\"}"
                                        .formatted(address, i),
                                JSON,
                                "X-Forwarded-For: 10.1." + ((i >> 8) & 255) + "." + (i & 255))
                        .expect(202);
                held = desk.held(subject);
            }
        }
        return held(platform, desk, address, subject);
    }

    private static Held held(BenchmarkedPlatform platform, DeskClient desk, String address, String subject)
            throws IOException {
        try (var connection = new HttpConnection("127.0.0.1", platform.port())) {
            connection
                    .post("/api/v1/idm/rights-requests", "{\"email\":\"" + address + "\",\"kind\":\"access\"}", JSON)
                    .expect(202);
        }
        return desk.held(subject);
    }

    private static List<Double> fetched(BenchmarkedPlatform platform, MailSink sink, String address) throws Exception {
        String page = "/idm/rights/" + sink.token(address, "rights").get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        List<Double> millis = new ArrayList<>();
        try (var connection = new HttpConnection("127.0.0.1", platform.port())) {
            connection
                    .post(page, "action=prove&nonce=" + nonce(connection, page), FORM)
                    .expect(200);
            String code = sink.code(address).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            for (int i = 0; i < FETCHED_EACH; i++) {
                String form = "action=fetch&code=" + code + "&nonce=" + nonce(connection, page);
                long asked = System.nanoTime();
                String answer = connection.post(page, form, FORM).expect(200).body();
                millis.add((System.nanoTime() - asked) / 1e6);
                if (!answer.startsWith("{") || !answer.contains(address)) {
                    throw new IOException("That is no answer");
                }
            }
        }
        return millis;
    }

    private static String nonce(HttpConnection connection, String page) throws IOException {
        Matcher nonce = NONCE.matcher(connection.get(page).expect(200).body());
        if (!nonce.find()) {
            throw new IOException("The page asks nothing");
        }
        return nonce.group(1);
    }
}
