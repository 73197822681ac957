package io.nachweis.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An event as a service writes one. Whatever stores or shows it finds all it needs in the annotations. */
class WritingAnEventTest {

    @EntryType("note.taken.v1")
    record NoteTaken(
            UUID note,
            @DataCategory("notes") SubjectId subject,
            @DataCategory("notes") Personal<String> text,
            Instant takenAt) {}

    private static final NoteTaken EVENT = new NoteTaken(
            new UUID(0, 1), SubjectId.of("1." + "A".repeat(43)), Personal.of("call back on Monday"), Instant.EPOCH);

    @Test
    void names_its_type_and_the_category_of_what_is_personal() {
        assertThat(NoteTaken.class.getAnnotation(EntryType.class).value()).isEqualTo("note.taken.v1");
        assertThat(Arrays.stream(NoteTaken.class.getRecordComponents())
                        .filter(component -> component.isAnnotationPresent(DataCategory.class))
                        .map(RecordComponent::getName))
                .containsExactly("subject", "text");
    }

    @Test
    void says_nothing_personal_where_it_is_logged() {
        assertThat(EVENT.toString()).doesNotContain("Monday");
        assertThat(EVENT.text().orNull()).isEqualTo("call back on Monday");
        assertThat(new Personal.Erased<String>().orNull()).isNull();
    }
}
