package io.nachweis.benchmarks;

import static java.util.Locale.ROOT;

/** What a platform takes of a processor that has worked and that nobody uses now, by the kinds of its threads. */
final class IdleSuite implements Suite {

    private static final Bar NEXT_TO_NOTHING = Bar.atMost(2, "% of a core");
    private static final int CLIENTS = 8;

    /** The JVM goes on compiling what the flows have used, and they are followed by what is due after them. */
    private static final int MINUTES_BEFORE = 5;

    private static final int SHOWN = 12;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public void measure(Table table, Scale scale) throws Exception {
        try (MailSink sink = MailSink.open();
                BenchmarkedPlatform platform = BenchmarkedPlatform.with(sink)) {
            platform.start();
            SignUpFlows flows = new SignUpFlows(platform.port(), sink);
            table.progress("  warming up ...");
            while (flows.run(1, 1).failed() > 0) {
                Thread.sleep(1_000);
            }
            flows.run(scale.of(3_000, 30), CLIENTS);
            for (int minute = 1; minute <= scale.of(MINUTES_BEFORE, 0); minute++) {
                table.progress(String.format(ROOT, "  quiet, %.2f %% of a core", percent(platform, 60)));
            }
            ThreadTimes before = platform.threadTimes();
            double seconds = scale.of(60, 5);
            double percent = percent(platform, seconds);
            platform.threadTimes().since(before).stream()
                    .limit(SHOWN)
                    .forEach(thread -> table.add(ResultRow.noted(
                            thread.getKey(), String.format(ROOT, "%.2f %%", thread.getValue() / seconds / 10), "")));
            table.add(ResultRow.barred("an idle platform", "", "", percent, NEXT_TO_NOTHING));
        }
    }

    private static double percent(BenchmarkedPlatform platform, double seconds) throws Exception {
        double before = platform.cpuMillis();
        long start = System.nanoTime();
        Thread.sleep((long) (seconds * 1_000));
        return (platform.cpuMillis() - before) / Work.seconds(start) / 10;
    }
}
