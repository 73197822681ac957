package io.nachweis.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The processor time of a process so far, by the names of its threads without their numbers, as Linux counts it. Virtual
 * threads count where they run, as {@code ForkJoinPool}.
 */
record ThreadTimes(Map<String, Double> millis) {

    static ThreadTimes of(ProcessHandle process) throws IOException {
        Map<String, Double> millis = new TreeMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                try {
                    String name = Files.readString(thread.resolve("comm")).strip();
                    double nanos = Double.parseDouble(
                            Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]);
                    millis.merge(name.replaceAll("\\d+", "*"), nanos / 1e6, Double::sum);
                } catch (NoSuchFileException _) {
                    // It has ended meanwhile.
                }
            }
        }
        return new ThreadTimes(millis);
    }

    /** Those that took most of it since then, the most first. */
    List<Map.Entry<String, Double>> since(ThreadTimes before) {
        return millis.entrySet().stream()
                .map(now -> Map.entry(now.getKey(), now.getValue() - before.millis.getOrDefault(now.getKey(), 0.0)))
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .toList();
    }
}
