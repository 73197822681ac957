package io.nachweis.evidence;

import static io.nachweis.evidence.Events.inStream;
import static io.nachweis.evidence.StayEvent.arrived;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.event.SubjectId;
import io.nachweis.personal.KeyScope;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;

/** What is erased is gone from beside the entries, and the entries are as they were. */
abstract class ErasureContract extends LogContract {

    private static final String ANNA = "1.annaannaannaannaannaannaannaannaannaannaanA";
    private static final String BERT = "1.bertbertbertbertbertbertbertbertbertbertbeA";
    private static final KeyScope ANNAS_FIRST_STAY = new KeyScope(SubjectId.of(ANNA), MemoryDisclosures.CATEGORY, "a");

    ErasureContract(LogUnderTest log) {
        super(log);
    }

    private void appendThreeStays() {
        append(inStream("a", 0, arrived("a", ANNA, "Anna")), inStream("b", 0, arrived("b", BERT, "Bert")));
        append(inStream("a", 1, arrived("a", ANNA, "Anna")));
        append(inStream("c", 0, arrived("c", ANNA, "Anna")));
    }

    private List<byte[]> leaves() {
        return log.documents().stream()
                .flatMap(commit -> commit.getList("leaves", Binary.class).stream())
                .map(Binary::getData)
                .toList();
    }

    @Test
    void removes_what_the_scope_sealed_and_nothing_else() {
        appendThreeStays();
        assertThat(log.erasure().erase(ANNAS_FIRST_STAY)).isEqualTo(new Erasure.ErasureResult(1, 2));

        assertThat(log.documents())
                .extracting(commit -> commit.getList("sealed", Document.class).size())
                .containsExactly(2, 0, 2);
        assertThat(log.documents())
                .extracting(commit -> commit.getList("subjects", Document.class).size())
                .containsExactly(1, 0, 1);
        assertThat(log.subjectEntries().about(SubjectId.of(ANNA), true))
                .extracting(Entry::position)
                .containsExactly(3L);
        assertThat(log.subjectEntries().about(SubjectId.of(BERT), true))
                .extracting(Entry::position)
                .containsExactly(1L);
    }

    @Test
    void removes_at_once_what_nobody_adds_to() {
        appendThreeStays();
        log.erasure().eraseFinal(List.of(ANNAS_FIRST_STAY));

        assertThat(log.keys().idsOf(ANNAS_FIRST_STAY)).isEmpty();
        assertThat(log.subjectEntries().about(SubjectId.of(ANNA), true))
                .extracting(Entry::position)
                .containsExactly(3L);
        assertThat(log.erasure().complete()).isEqualTo(new Erasure.ErasureResult(0, 0));
    }

    @Test
    void leaves_the_bytes_of_every_entry() {
        appendThreeStays();
        List<byte[]> before = leaves();
        log.erasure().erase(ANNAS_FIRST_STAY);

        assertThat(before).hasSize(4);
        assertThat(leaves()).usingElementComparator(java.util.Arrays::compare).isEqualTo(before);
        assertThat(positions()).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void is_read_as_erased() {
        appendThreeStays();
        log.erasure().erase(ANNAS_FIRST_STAY);

        assertThat(log.engine().readEvents("a").asStream().toList()).hasSize(2).allSatisfy(event -> {
            StayEvent.GuestArrived arrived = (StayEvent.GuestArrived) event.getPayload();
            assertThat(arrived.name().path("$erased").booleanValue()).isTrue();
            assertThat(arrived.subject().path("$erased").booleanValue()).isTrue();
            assertThat(arrived.nights()).isEqualTo(3);
        });
    }

    @Test
    void erases_nothing_more_when_repeated() {
        appendThreeStays();
        assertThat(log.erasure().erase(ANNAS_FIRST_STAY)).isEqualTo(new Erasure.ErasureResult(1, 2));
        assertThat(log.erasure().erase(ANNAS_FIRST_STAY)).isEqualTo(new Erasure.ErasureResult(0, 0));
    }

    @Test
    void is_completed_when_it_was_cut_short_before_the_key_was_destroyed() {
        appendThreeStays();
        log.keys().failOnceBeforeDestroying();
        assertThatThrownBy(() -> log.erasure().erase(ANNAS_FIRST_STAY)).hasMessage("killed");

        assertThat(log.erasure().erase(ANNAS_FIRST_STAY)).isEqualTo(new Erasure.ErasureResult(1, 0));
        assertThat(log.keys().idsOf(ANNAS_FIRST_STAY)).isEmpty();
    }

    @Test
    void is_completed_without_being_told_whom_it_was_about() {
        appendThreeStays();
        log.keys().idsOf(ANNAS_FIRST_STAY).forEach(log.keys()::retire);

        assertThat(log.erasure().complete()).isEqualTo(new Erasure.ErasureResult(1, 2));
        assertThat(log.keys().idsOf(ANNAS_FIRST_STAY)).isEmpty();
        assertThat(log.erasure().complete()).isEqualTo(new Erasure.ErasureResult(0, 0));
    }

    @Test
    void is_completed_when_it_was_cut_short_before_anything_was_pulled() {
        appendThreeStays();
        log.keys().idsOf(ANNAS_FIRST_STAY).forEach(log.keys()::retire);

        assertThat(log.erasure().erase(ANNAS_FIRST_STAY)).isEqualTo(new Erasure.ErasureResult(1, 2));
    }
}
