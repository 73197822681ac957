package io.nachweis.benchmarks;

import static java.util.Locale.ROOT;

import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** What a flow asks of the database, by service, collection and command; and what a platform does that nobody uses. */
final class TripsSuite implements Suite {

    private static final Bar FEW = Bar.atMost(40, "commands");
    private static final int MANY = 64;
    private static final long QUIET_MILLIS = 5_000;

    /** Less than one command in a hundred flows. */
    private static final double HARDLY_EVER = 0.01;

    @Override
    public String name() {
        return "trips";
    }

    @Override
    public void measure(Table table, Scale scale) throws Exception {
        try (MailSink sink = MailSink.open();
                BenchmarkedPlatform platform = BenchmarkedPlatform.with(sink);
                CommandCounter commands = CommandCounter.before(platform.databasePort())) {
            platform.asksDatabaseBy(commands.uri());
            platform.start();
            SignUpFlows flows = new SignUpFlows(platform.port(), sink);
            table.progress("  warming up ...");
            while (flows.run(1, 1).failed() > 0) {
                Thread.sleep(1_000);
            }
            flows.run(scale.of(1_000, 30), 8);
            awaitQuiet(commands);
            Asked alone = asked(
                    platform,
                    commands,
                    () -> flows.run(scale.of(100, 10), 1).readers().size());
            Asked together = asked(
                    platform,
                    commands,
                    () -> flows.run(scale.of(1_500, MANY), MANY).readers().size());
            awaitQuiet(commands);
            Asked idle = asked(platform, commands, () -> {
                Thread.sleep(scale.of(30, 5) * 1_000L);
                return 1;
            });
            rows(table, alone, together, idle);
        }
    }

    /** What was asked while so many flows ran, or while nobody did anything. */
    private record Asked(Map<String, Long> commands, double cpuMillis, double seconds, int flows) {

        double all() {
            return commands.values().stream().mapToLong(Long::longValue).sum();
        }

        double aSecond() {
            return all() / seconds;
        }

        double each(String command) {
            return commands.getOrDefault(command, 0L) / (double) flows;
        }

        /** Without what the platform asks in that time anyway. */
        double ownOfEach(Asked idle) {
            return (all() - idle.aSecond() * seconds) / flows;
        }
    }

    /** What is done returns how many flows it was. */
    private static Asked asked(BenchmarkedPlatform platform, CommandCounter commands, Callable<Integer> work)
            throws Exception {
        commands.take();
        double before = platform.cpuMillis();
        long start = System.nanoTime();
        int flows = work.call();
        double seconds = Work.seconds(start);
        return new Asked(commands.take(), platform.cpuMillis() - before, seconds, flows);
    }

    private static void rows(Table table, Asked alone, Asked together, Asked idle) {
        var all = new TreeSet<String>();
        Stream.of(alone, together, idle)
                .forEach(asked -> all.addAll(asked.commands().keySet()));
        for (String command : all) {
            double most = Math.max(alone.each(command), together.each(command));
            if (most >= HARDLY_EVER) {
                table.add(ResultRow.noted(
                        command,
                        String.format(ROOT, "%.2f", alone.each(command)),
                        String.format(ROOT, "%.2f with %d clients", together.each(command), MANY)));
            }
        }
        table.add(ResultRow.noted(
                "all of a flow",
                String.format(ROOT, "%.1f", alone.all() / alone.flows()),
                String.format(ROOT, "%.1f with %d clients", together.all() / together.flows(), MANY)));
        table.add(ResultRow.barred(
                "without what is asked in that time anyway",
                String.format(ROOT, "%.1f", alone.ownOfEach(idle)),
                String.format(ROOT, "%.1f with %d clients", together.ownOfEach(idle), MANY),
                alone.ownOfEach(idle),
                FEW));
        table.add(ResultRow.noted(
                "processor time of a flow",
                String.format(ROOT, "%.1f ms", alone.cpuMillis() / alone.flows()),
                String.format(ROOT, "%.1f ms with %d clients", together.cpuMillis() / together.flows(), MANY)));
        table.add(ResultRow.noted(
                "an idle platform",
                String.format(ROOT, "%.1f commands a second", idle.aSecond()),
                String.format(ROOT, "%.1f %% of a core", idle.cpuMillis() / idle.seconds() / 10)));
    }

    /** Until all that follows from the flows is done. */
    private static void awaitQuiet(CommandCounter commands) throws InterruptedException {
        do {
            commands.take();
            Thread.sleep(QUIET_MILLIS);
        } while (commands.take().keySet().stream().anyMatch(command -> command.endsWith(" log insert")));
    }
}
