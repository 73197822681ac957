package io.nachweis.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code ./nachweis bench log}, {@code idle}, {@code start}, {@code answers} and {@code retention}: measures, prints one table, and ends with 1 if a bar is missed. */
final class Bench {

    private static final String USAGE =
            "Usage: ./nachweis bench log|idle|start|answers|retention [--quick] [--only SUITE]";

    private static final Map<String, List<Suite>> SUITES = Map.of(
            "log",
            List.of(
                    new AppendSuite(),
                    new ProcessesSuite(),
                    new PersonalSuite(),
                    new ReadSuite(),
                    new FolderSuite(),
                    new FlowSuite(),
                    new TripsSuite(),
                    new MemorySuite(),
                    new PostgresSuite()),
            "idle",
            List.of(new IdleSuite()),
            "start",
            List.of(new StartSuite()),
            "answers",
            List.of(new AccessSuite(), new DocumentSuite()),
            "retention",
            List.of(new DueSuite(), new RetentionSuite()));

    private Bench() {}

    public static void main(String... args) throws Exception {
        Scale scale = Scale.FULL;
        List<String> rest = new ArrayList<>(List.of(args));
        List<Suite> wanted = SUITES.getOrDefault(rest.isEmpty() ? "" : rest.removeFirst(), List.of());
        if (wanted.isEmpty()) {
            fail(USAGE);
        }
        while (!rest.isEmpty()) {
            switch (rest.removeFirst()) {
                case "--quick" -> scale = Scale.QUICK;
                case "--only" -> wanted = named(rest.isEmpty() ? "" : rest.removeFirst(), wanted);
                default -> fail(USAGE);
            }
        }
        Table table = new Table(System.err);
        for (Suite suite : wanted) {
            table.progress(suite.name() + " ...");
            suite.measure(table, scale);
        }
        table.print(System.out);
        if (scale == Scale.QUICK) {
            System.out.println("Quick sizes: these are not the figures that the bars are about.");
        }
        System.exit(table.isMissed() ? 1 : 0);
    }

    private static List<Suite> named(String name, List<Suite> suites) {
        List<Suite> named =
                suites.stream().filter(suite -> suite.name().equals(name)).toList();
        if (named.isEmpty()) {
            fail("There is " + suites.stream().map(Suite::name).toList() + ", and no suite " + name);
        }
        return named;
    }

    private static void fail(String why) {
        System.err.println(why);
        System.exit(2);
    }
}
