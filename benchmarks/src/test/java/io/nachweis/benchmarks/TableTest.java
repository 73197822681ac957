package io.nachweis.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {

    private final Table table =
            new Table(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));

    @Test
    void a_bar_is_reached_or_missed() {
        table.add(ResultRow.barred("append", "20,000 /s", "insertOne 10,000 /s", 2, Bar.atLeast(2, "×")));
        table.add(ResultRow.noted("p99", "3 ms", ""));
        assertThat(table.isMissed()).isFalse();

        table.add(ResultRow.barred("replay", "3 ms", "find 1 ms", 3, Bar.atMost(2.5, "×")));
        assertThat(table.isMissed()).isTrue();
        assertThat(printed()).containsSequence("≥ 2 ×", "holds").containsSequence("≤ 2.5 ×", "MISSED");
    }

    private String[] printed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).split("\\s{2,}|\n");
    }
}
