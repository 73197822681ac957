package io.nachweis.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nachweis.event.SubjectId;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MongoHandlesTest {

    @RegisterExtension
    static final KeyDatabase MONGO = new KeyDatabase();

    private final SubjectId ada = Examples.subject("ada@example.org");
    private final Handles handles = new MongoHandles(MONGO.database());

    @Test
    void stay_the_same_for_a_person_and_a_kind() {
        UUID handle = handles.of(ada, "subscription");
        assertThat(handles.of(ada, "subscription")).isEqualTo(handle);
        assertThat(handles.find(ada, "subscription")).contains(handle);
        assertThat(handles.of(ada, "enquiry")).isNotEqualTo(handle);
        assertThat(handles.of(Examples.subject("bob@example.org"), "subscription"))
                .isNotEqualTo(handle);
    }

    @Test
    void begin_once() {
        UUID handle = handles.begin(ada, "subscription").orElseThrow();
        assertThat(handles.begin(ada, "subscription")).isEmpty();
        assertThat(handles.of(ada, "subscription")).isEqualTo(handle);
    }

    @Test
    void are_not_made_by_looking() {
        assertThat(handles.find(ada, "subscription")).isEmpty();
        assertThat(MONGO.everything()).isEmpty();
    }

    @Test
    void are_the_same_for_all_who_ask_at_once() throws Exception {
        int threads = 8;
        var barrier = new CyclicBarrier(threads);
        Callable<UUID> ask = () -> {
            barrier.await();
            return handles.of(ada, "subscription");
        };
        Set<UUID> answers = new HashSet<>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (var answer :
                    pool.invokeAll(Stream.generate(() -> ask).limit(threads).toList())) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).hasSize(1);
    }

    @Test
    void leave_nothing_when_destroyed() {
        UUID handle = handles.of(ada, "subscription");
        handles.destroy(ada, "subscription", handle);
        assertThat(MONGO.everything()).isEmpty();
        assertThat(handles.of(ada, "subscription")).isNotEqualTo(handle);
    }

    @Test
    void leave_nothing_when_all_of_a_person_are_destroyed() {
        handles.of(ada, "subscription");
        handles.of(ada, "enquiry");
        UUID other = handles.of(Examples.subject("bob@example.org"), "subscription");
        handles.destroyAll(ada);
        assertThat(handles.find(ada, "subscription")).isEmpty();
        assertThat(handles.find(ada, "enquiry")).isEmpty();
        assertThat(handles.find(Examples.subject("bob@example.org"), "subscription"))
                .contains(other);
    }

    @Test
    void stay_when_an_older_one_is_destroyed() {
        UUID older = handles.of(ada, "subscription");
        handles.destroy(ada, "subscription", older);
        UUID newer = handles.of(ada, "subscription");
        handles.destroy(ada, "subscription", older);
        assertThat(handles.find(ada, "subscription")).hasValue(newer);
    }

    @Test
    void are_never_made_for_who_is_erased() {
        assertThatIllegalArgumentException().isThrownBy(() -> handles.of(SubjectId.ERASED, "subscription"));
    }
}
