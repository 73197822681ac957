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

    private static final Bar LITTLE = Bar.atMost(15, "ms");
    private static final Bar SIX_TIMES = Bar.atLeast(6, "×");
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
        List<Double> cpu = new ArrayList<>();
        List<Double> peers = new ArrayList<>();
        List<Double> peersCpu = new ArrayList<>();
        for (int round = 0; round < scale.of(3, 1); round++) {
            double before = platform.cpuMillis();
            Outcome outcome = flows.run(scale.of(4_000, 64), clients);
            cpu.add((platform.cpuMillis() - before)
                    / Math.max(1, outcome.readers().size()));
            outcomes.add(outcome);
            if (mailman != null) {
                MailmanFlows.Outcome peer = mailman.run(scale.of(400, 32), clients);
                peers.add(peer.perSecond());
                peersCpu.add(peer.cpuMillis());
            }
        }
        int failed = outcomes.stream().mapToInt(Outcome::failed).sum();
        double perSecond =
                Rounds.median(outcomes.stream().map(Outcome::perSecond).toList());
        double p99 = Rounds.median(outcomes.stream().map(Outcome::p99).toList());
        String what = "sign-up to confirmed, " + clients + " clients";
        table.add(ResultRow.noted(
                what,
                String.format(ROOT, "%.0f/s, p99 %.0f ms", perSecond, p99),
                mailman == null
                        ? "Mailman 3: " + MailmanFlows.URL + " names none"
                        : String.format(ROOT, "Mailman 3 %.0f/s", Rounds.median(peers))));
        table.add(ResultRow.barred(what + ", failed", Integer.toString(failed), "", failed, Bar.atMost(0, "flows")));
        double millis = Rounds.median(cpu);
        String measured = String.format(ROOT, "%.1f ms a flow", millis);
        String time = what + ", processor time";
        table.add(ResultRow.barred(time, measured, "", millis, LITTLE));
        if (mailman != null) {
            double peer = Rounds.median(peersCpu);
            table.add(ResultRow.barred(
                    time, measured, String.format(ROOT, "Mailman 3 %.1f ms", peer), peer / millis, SIX_TIMES));
        }
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
