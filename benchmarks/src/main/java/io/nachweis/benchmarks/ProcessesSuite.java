package io.nachweis.benchmarks;

import static io.nachweis.benchmarks.AppendSuite.perSecond;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two processes on one log, eight writers each, beside one process: they meet at every position. */
final class ProcessesSuite implements Suite {

    private static final String TWO = "two";
    private static final String ONE = "one";

    private int log;
    private long failed;

    private record Writer(Process process, PrintWriter in, BufferedReader out) implements AutoCloseable {

        static Writer start(String uri, long streams) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-Daxoniq.update-checker.disabled=true",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Appender.class.getName(),
                            uri,
                            Long.toString(streams))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Writer(
                    process,
                    new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true),
                    process.inputReader(StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            in.close();
            process.destroy();
            out.close();
        }
    }

    @Override
    public String name() {
        return "processes";
    }

    @Override
    public void measure(Table table, Scale scale) throws Exception {
        int milliseconds = scale.of(3_000, 1_000);
        try (Server server = Server.start();
                Writer first = Writer.start(server.mongo().uri(), 0);
                Writer second = Writer.start(server.mongo().uri(), 100_000_000)) {
            Rounds rounds = new Rounds()
                    .with(TWO, () -> append(server, milliseconds, first, second))
                    .with(ONE, () -> append(server, milliseconds, first))
                    .run(scale.of(3, 1));
            table.add(ResultRow.barred(
                    "append, 2 processes with 8 writers each",
                    perSecond(rounds.median(TWO)),
                    "1 process " + perSecond(rounds.median(ONE)),
                    rounds.ratio(TWO, ONE),
                    Bar.atLeast(0.6, "×")));
            table.add(ResultRow.barred(
                    "appends that failed meanwhile", failed + "", "", (double) failed, Bar.atMost(0, "failed")));
        }
    }

    private double append(Server server, int milliseconds, Writer... writers) throws IOException {
        String database = "log" + log++;
        for (Writer writer : writers) {
            writer.in.println(database + " " + milliseconds);
        }
        List<String> answers = new ArrayList<>();
        for (Writer writer : writers) {
            answers.add(writer.out.readLine());
        }
        server.client().getDatabase(database).drop();
        long appended = 0;
        for (String answer : answers) {
            String[] numbers = answer.split(" ", 2);
            appended += Long.parseLong(numbers[0]);
            failed += Long.parseLong(numbers[1]);
        }
        return appended * 1_000.0 / milliseconds;
    }
}
