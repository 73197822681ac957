package io.nachweis.evidence;

import static io.nachweis.evidence.Events.inStream;
import static io.nachweis.evidence.StayEvent.arrived;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.SubjectId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything about a person can be read by the pseudonym, and nothing about anyone else. */
abstract class SubjectsContract extends LogContract {

    private static final String ANNA = "1.annaannaannaannaannaannaannaannaannaannaanA";
    private static final String BERT = "1.bertbertbertbertbertbertbertbertbertbertbeA";

    SubjectsContract(LogUnderTest log) {
        super(log);
    }

    @Test
    void are_found_with_all_their_entries_oldest_first() {
        append(inStream("a", 0, arrived("a", ANNA, "Anna")), inStream("b", 0, arrived("b", BERT, "Bert")));
        append(inStream("c", 0));
        append(inStream("d", 0, arrived("d", BERT, "Bert")), inStream("e", 0, arrived("e", ANNA, "Anna")));

        assertThat(log.subjectEntries().about(SubjectId.of(ANNA), true))
                .extracting(Entry::position)
                .containsExactly(0L, 4L);
        assertThat(log.subjectEntries().about(SubjectId.of(BERT), true))
                .extracting(Entry::position)
                .containsExactly(1L, 3L);
    }

    @Test
    void see_what_was_disclosed() {
        append(inStream("a", 0, arrived("a", ANNA, "Anna")));

        assertThat(log.subjectEntries().about(SubjectId.of(ANNA), true))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.type()).isEqualTo("guest.arrived.v1");
                    assertThat(entry.stream()).isEqualTo("a");
                    assertThat(entry.sequence()).isZero();
                    assertThat(entry.recordedAt()).isEqualTo(Events.NOON);
                    assertThat(entry.data().toString())
                            .isEqualTo("{\"arrivedAt\":\"2026-03-01T15:00:00.123456Z\",\"nights\":3,\"stay\":\"a\","
                                    + "\"name\":\"Anna\",\"subject\":\"" + ANNA + "\"}");
                });
    }

    @Test
    void are_withheld_from_who_may_not_see_them() {
        append(inStream("a", 0, arrived("a", ANNA, "Anna")));

        assertThat(log.subjectEntries().about(SubjectId.of(ANNA), false))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.data().path("name").toString()).isEqualTo("{\"$erased\":true}");
                    assertThat(entry.data().toString()).doesNotContain("Anna").doesNotContain(ANNA);
                    assertThat(entry.data().path("nights").intValue()).isEqualTo(3);
                });
    }

    @Test
    void are_told_in_slices_of_bounded_size() {
        String large = "x".repeat(300_000);
        for (int i = 0; i < 10; i++) {
            append(
                    inStream("a" + i, 0, arrived("a" + i, ANNA, large)),
                    inStream("b" + i, 0, arrived("b" + i, BERT, "Bert")),
                    inStream("c" + i, 0, arrived("c" + i, ANNA, "Anna")));
        }
        List<List<Long>> slices = new ArrayList<>();
        Long after = Slice.START;
        while (after != null) {
            Slice<Entry> slice = log.subjectEntries().about(SubjectId.of(ANNA), true, after);
            slices.add(slice.items().stream().map(Entry::position).toList());
            after = slice.next();
        }

        assertThat(slices)
                .containsExactly(
                        List.of(0L, 2L, 3L, 5L, 6L, 8L, 9L, 11L),
                        List.of(12L, 14L, 15L, 17L, 18L, 20L, 21L, 23L),
                        List.of(24L, 26L, 27L, 29L));
        assertThat(log.subjectEntries().about(SubjectId.of(ANNA), true))
                .extracting(Entry::position)
                .isEqualTo(slices.stream().flatMap(List::stream).toList());
    }
}
