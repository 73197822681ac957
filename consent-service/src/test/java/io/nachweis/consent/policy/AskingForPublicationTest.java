package io.nachweis.consent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.consent.approval.ApprovalEvent.Part;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AskingForPublicationTest {

    private static final String SHA256 = "a".repeat(64);
    private static final Instant JANUARY = Instant.parse("2027-01-01T00:00:00Z");

    static Stream<NewPublication> publications() {
        return Stream.of(
                new NewPublication("2027-01", SHA256, JANUARY),
                new NewPublication("2027-01", SHA256, null),
                new NewPublication("2 from 2020-01-01T00:00:00Z", SHA256, JANUARY),
                new NewPublication("as it was at once\nat once", SHA256, null));
    }

    @ParameterizedTest
    @MethodSource("publications")
    void is_carried_out_as_it_was_asked_for(NewPublication publication) {
        assertThat(NewPublication.of(publication.part())).isEqualTo(publication);
    }

    @Test
    void reads_as_a_person_would_say_it() {
        assertThat(new NewPublication("2027-01", SHA256, JANUARY).part())
                .isEqualTo(new Part("2027-01 from 2027-01-01T00:00:00Z", SHA256));
    }
}
