package io.nachweis.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

    @Test
    void are_in_the_order_of_their_milliseconds() {
        assertThat(LongStream.range(1_700_000_000_000L, 1_700_000_001_000L)
                        .mapToObj(millis -> TimeOrderedIds.at(millis).toString()))
                .isSorted();
    }

    @Test
    void differ_within_a_millisecond() {
        assertThat(LongStream.range(0, 1_000).mapToObj(_ -> TimeOrderedIds.at(1_700_000_000_000L)))
                .doesNotHaveDuplicates();
    }

    @Test
    void are_the_ids_of_events() {
        UUID id = UUID.fromString(new GenericEventMessage<>("arrived").getIdentifier());

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16)
                .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
    }
}
