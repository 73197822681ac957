package io.nachweis.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.personal.PersonalDataModule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SubscribedTest {

    private final JsonMapper json =
            JsonMapper.builder().addModule(new PersonalDataModule()).build();

    @ParameterizedTest
    @ValueSource(longs = {0, 77, 8_000_049})
    void has_the_same_number_of_bytes_with_personal_fields_and_without(long number) {
        assertThat(json.writeValueAsBytes(Subscribed.plain(number))).hasSize(Subscribed.PAYLOAD_BYTES);
        assertThat(json.writeValueAsBytes(Subscribed.ofPerson(number, number))).hasSize(Subscribed.PAYLOAD_BYTES);
    }
}
