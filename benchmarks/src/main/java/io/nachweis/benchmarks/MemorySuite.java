package io.nachweis.benchmarks;

import static java.util.Locale.ROOT;

/** What the whole platform takes of the machine, and that it takes no more the longer it works. */
final class MemorySuite implements Suite {

    private static final Bar SMALL = Bar.atMost(1_024, "MiB");
    private static final Bar FLAT = Bar.atMost(1.1, "×");
    private static final int CLIENTS = 16;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void measure(Table table, Scale scale) throws Exception {
        try (MailSink sink = MailSink.open();
                BenchmarkedPlatform platform = BenchmarkedPlatform.with(sink)) {
            platform.start();
            var flows = new SignUpFlows(platform.port(), sink);
            int tenth = scale.of(10_000, 20);
            double early = 0;
            double most = 0;
            for (int confirmed = 0; confirmed < 10 * tenth; ) {
                confirmed += flows.run(tenth, CLIENTS).readers().size();
                double now = platform.residentMebibytes();
                most = Math.max(most, now);
                early = early == 0 ? now : early;
                table.progress(String.format(ROOT, "  %,d flows, %.0f MiB", confirmed, now));
            }
            table.add(ResultRow.barred(
                    String.format(ROOT, "resident memory over %,d flows", 10 * tenth),
                    String.format(ROOT, "%.0f MiB at most", most),
                    String.format(ROOT, "after the first tenth %.0f MiB", early),
                    most,
                    SMALL));
            table.add(ResultRow.barred("the same, against after the first tenth", "", "", most / early, FLAT));
        }
    }
}
