package io.nachweis.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What was measured so far. A row is told as soon as it is known; the whole is printed at the end. */
final class Table {

    private static final List<String> HEAD = List.of("what", "measured", "beside it", "value", "bar", "");

    private final PrintStream progress;
    private final List<ResultRow> rows = new ArrayList<>();

    Table(PrintStream progress) {
        this.progress = progress;
    }

    void add(ResultRow row) {
        rows.add(row);
        progress.println("  " + String.join(" · ", cells(row)));
    }

    /** What is being done now, for who waits. */
    void progress(String what) {
        progress.println(what);
    }

    boolean isMissed() {
        return !rows.stream().allMatch(ResultRow::holds);
    }

    void print(PrintStream out) {
        List<List<String>> lines = new ArrayList<>(List.of(HEAD));
        rows.forEach(row -> lines.add(cells(row)));
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = line.get(column);
                text.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private static List<String> cells(ResultRow row) {
        Bar bar = row.bar();
        return bar == null
                ? List.of(row.what(), row.measured(), row.beside(), "", "", "")
                : List.of(
                        row.what(),
                        row.measured(),
                        row.beside(),
                        bar.text(row.value()),
                        bar.toString(),
                        row.holds() ? "holds" : "MISSED");
    }
}
