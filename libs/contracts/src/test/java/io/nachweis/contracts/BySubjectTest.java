package io.nachweis.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class BySubjectTest {

    @Test
    void keeps_the_facts_and_all_states_of_a_person_in_one_partition() {
        for (var subject : subjects()) {
            assertThat(BySubject.partition(ConsentSnapshot.key("idm", subject, "newsletter"), 6))
                    .isEqualTo(BySubject.partition(ConsentSnapshot.key("idm", subject, "follow-up"), 6))
                    .isEqualTo(BySubject.partition(subject, 6));
        }
    }

    @Test
    void agrees_with_the_partitioner_of_kafka_on_facts() {
        for (var subject : subjects()) {
            assertThat(BySubject.partition(subject, 6))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(subject.getBytes(UTF_8), 6));
        }
    }

    @Test
    void spreads_people() {
        assertThat(subjects().stream().map(subject -> BySubject.partition(subject, 6)))
                .contains(0, 1, 2, 3, 4, 5);
    }

    private static List<String> subjects() {
        return IntStream.range(0, 100).mapToObj(i -> "subject-" + i).toList();
    }
}
