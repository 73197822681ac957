package io.nachweis.consent.approval;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.EntryType;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.PublishedTypeSerializer;
import io.nachweis.personal.PersonalDataModule;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What the log once stored is read for ever; these files never change. */
class StoredApprovalEventsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Serializer serializer =
            PublishedTypeSerializer.of(EntryTypes.of(ApprovalEvent.class), new PersonalDataModule());

    static Stream<ApprovalEvent> events() {
        return Stream.of(
                ApprovalExamples.requested(),
                ApprovalExamples.granted(),
                ApprovalExamples.objected("dpo"),
                ApprovalExamples.takenBack(),
                ApprovalExamples.carriedOut(),
                ApprovalExamples.outdated());
    }

    @ParameterizedTest
    @MethodSource("events")
    void are_written_and_read_as_ever(ApprovalEvent event) throws IOException {
        String type = event.getClass().getAnnotation(EntryType.class).value();

        assertThat(JSON.readTree(serializer.serialize(event, String.class).getData()))
                .isEqualTo(JSON.readTree(stored(type)));
        assertThat(serializer.<String, Object>deserialize(
                        new SimpleSerializedObject<>(stored(type), String.class, type, null)))
                .isEqualTo(event);
    }

    @Test
    void have_an_example_of_every_kind() {
        assertThat(events().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(ApprovalEvent.class.getPermittedSubclasses()));
    }

    private static String stored(String type) throws IOException {
        try (var file = StoredApprovalEventsTest.class.getResourceAsStream("/events/" + type + ".json")) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }
}
