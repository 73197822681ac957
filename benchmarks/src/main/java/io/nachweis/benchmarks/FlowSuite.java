package io.nachweis.benchmarks;

import static java.util.Locale.ROOT;

import io.nachweis.benchmarks.SignUpFlows.Outcome;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole platform: how soon it is there and how many people a second it serves. */
final class FlowSuite implements Suite {

    private static final Bar TEN_TIMES = Bar.atLeast(10, "×");
    private static final Bar SOON = Bar.atMost(15, "s");
    private static final int UNSUBSCRIBED_PER_SECOND = 50;

    @Override
    public String name() {
        return "flow";
    }

    @Override
    public void measure(Table table, Scale scale) throws Exception {
        try (MailSink sink = MailSink.open();
                BenchmarkedPlatform platform = BenchmarkedPlatform.with(sink)) {
            platform.start(); // Builds, if a build is due.
            starts(table, platform);
            SignUpFlows flows = new SignUpFlows(platform.port(), sink);
            warm(table, flows, scale);
            for (int clients : new int[] {8, 64}) {
                flows(table, platform, flows, clients, scale);
            }
            unsubscriptions(table, platform, flows, scale);
        }
    }

    private static void starts(Table table, BenchmarkedPlatform platform) throws IOException {
        platform.kill();
        double afterKill = platform.start();
        platform.stop();
        double up = platform.start();
        table.add(ResultRow.barred("./nachweis up after a build", seconds(up), "", up, SOON));
        table.add(ResultRow.barred("./nachweis up after kill -9", seconds(afterKill), "", afterKill, SOON));
    }

    private static void warm(Table table, SignUpFlows flows, Scale scale) throws InterruptedException {
        table.progress("  warming up ...");
        while (flows.run(1, 1).failed() > 0) {
            Thread.sleep(1_000);
        }
        flows.run(scale.of(3_000, 30), 8);
    }

    /** In turns with the peer, each as many rounds. */
    private static void flows(Table table, BenchmarkedPlatform platform, SignUpFlows flows, int clients, Scale scale)
            throws Exception {
        @Nullable MailmanFlows mailman = mailman();
        List<Outcome> outcomes = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        double before = platform.cpuMillis();
        for (int round = 0; round < scale.of(3, 1); round++) {
            outcomes.add(flows.run(scale.of(4_000, 64), clients));
            if (mailman != null) {
                beside.add(mailman.run(scale.of(400, 32), clients));
            }
        }
        int served =
                outcomes.stream().mapToInt(outcome -> outcome.readers().size()).sum();
        int failed = outcomes.stream().mapToInt(Outcome::failed).sum();
        double perSecond =
                Rounds.median(outcomes.stream().map(Outcome::perSecond).toList());
        double p99 = Rounds.median(outcomes.stream().map(Outcome::p99).toList());
        String what = "sign-up to confirmed, " + clients + " clients";
        String measured = String.format(ROOT, "%.0f/s, p99 %.0f ms, %d failed", perSecond, p99, failed);
        if (mailman == null) {
            table.add(ResultRow.noted(what, measured, "Mailman 3: " + MailmanFlows.URL + " names none"));
        } else {
            double peer = Rounds.median(beside);
            table.add(ResultRow.barred(
                    what, measured, String.format(ROOT, "Mailman 3 %.0f/s", peer), perSecond / peer, TEN_TIMES));
        }
        table.add(ResultRow.barred(what + ", failed", Integer.toString(failed), "", failed, Bar.atMost(0, "flows")));
        table.add(ResultRow.noted(
                what + ", processor time",
                String.format(ROOT, "%.1f ms a flow", (platform.cpuMillis() - before) / Math.max(1, served)),
                ""));
    }

    private static @Nullable MailmanFlows mailman() throws IOException {
        String url = System.getenv(MailmanFlows.URL);
        if (url == null || url.isBlank()) {
            return null;
        }
        MailmanFlows mailman = new MailmanFlows(URI.create(url));
        mailman.prepare();
        return mailman;
    }

    private static void unsubscriptions(Table table, BenchmarkedPlatform platform, SignUpFlows flows, Scale scale)
            throws IOException, InterruptedException {
        Outcome readers = flows.run(scale.of(1_500, 50), 8);
        if (readers.readers().isEmpty()) {
            throw new IOException("Nobody is there to unsubscribe: every flow failed");
        }
        double[] millis = new Unsubscriptions(platform).run(readers.readers(), UNSUBSCRIBED_PER_SECOND);
        double p50 = millis[millis.length / 2];
        double p99 = millis[(int) Math.min(millis.length - 1L, Math.round(millis.length * 0.99))];
        table.add(ResultRow.barred(
                "2xx of an unsubscribe to its record on Kafka, " + UNSUBSCRIBED_PER_SECOND + " a second",
                String.format(ROOT, "p50 %.0f ms, p99 %.0f ms", p50, p99),
                "",
                p99,
                Bar.atMost(250, "ms")));
    }

    private static String seconds(double seconds) {
        return String.format(ROOT, "%.1f s", seconds);
    }
}
