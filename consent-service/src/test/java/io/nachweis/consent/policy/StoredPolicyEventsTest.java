package io.nachweis.consent.policy;

import static io.nachweis.consent.policy.PublishingPoliciesTest.BY_AN_APPROVER;
import static io.nachweis.consent.policy.PublishingPoliciesTest.BY_A_START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.PublishedTypeSerializer;
import io.nachweis.personal.PersonalDataModule;
import java.io.IOException;
import java.util.stream.Stream;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What the log once stored is read for ever; these files never change. */
class StoredPolicyEventsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Serializer serializer =
            PublishedTypeSerializer.of(EntryTypes.of(PolicyPublished.class), new PersonalDataModule());

    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of("policy.published.v1", BY_AN_APPROVER),
                Arguments.of("policy.published.v1-by-a-start", BY_A_START));
    }

    @ParameterizedTest
    @MethodSource("events")
    void are_written_and_read_as_ever(String file, PolicyPublished event) throws IOException {
        assertThat(JSON.readTree(serializer.serialize(event, String.class).getData()))
                .isEqualTo(JSON.readTree(stored(file)));
        assertThat(serializer.<String, Object>deserialize(
                        new SimpleSerializedObject<>(stored(file), String.class, "policy.published.v1", null)))
                .isEqualTo(event);
    }

    private static String stored(String name) throws IOException {
        try (var file = StoredPolicyEventsTest.class.getResourceAsStream("/events/" + name + ".json")) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }
}
