package io.nachweis.consent.systems;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.consent.systems.SystemEvent.SystemAttested;
import io.nachweis.consent.systems.SystemEvent.SystemRegistered;
import io.nachweis.event.EntryType;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.PublishedTypeSerializer;
import io.nachweis.personal.PersonalDataModule;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What the log once stored is read for ever; these files never change. */
class StoredSystemEventsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant THREE = Instant.parse("2026-03-02T03:00:00Z");
    private static final Instant EIGHT = Instant.parse("2026-03-02T08:00:00Z");

    private final Serializer serializer =
            PublishedTypeSerializer.of(EntryTypes.of(SystemEvent.class), new PersonalDataModule());

    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(
                        "system.registered.v1",
                        new SystemRegistered(
                                UUID.fromString("2f2e8b0c-7d6e-3a53-9b0a-0a1c1d0f2a01"), "idm", "matomo", EIGHT)),
                Arguments.of(
                        "system.attested.v1",
                        new SystemAttested(
                                UUID.fromString("2f2e8b0c-7d6e-3a53-9b0a-0a1c1d0f2a02"),
                                "idm",
                                "matomo",
                                THREE,
                                LocalDate.parse("2025-02-01"),
                                1204L,
                                "8e03978e-40d5-43dd-bc93-6894a57f9324",
                                "app",
                                "nachweis-app",
                                EIGHT)),
                Arguments.of(
                        "system.attested.v1-of-a-measure",
                        new SystemAttested(
                                UUID.fromString("2f2e8b0c-7d6e-3a53-9b0a-0a1c1d0f2a03"),
                                "idm",
                                "training",
                                THREE,
                                null,
                                null,
                                null,
                                "privacy-desk",
                                null,
                                EIGHT)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void are_written_and_read_as_ever(String name, SystemEvent event) throws IOException {
        String type = event.getClass().getAnnotation(EntryType.class).value();

        assertThat(JSON.readTree(serializer.serialize(event, String.class).getData()))
                .isEqualTo(JSON.readTree(stored(name)));
        assertThat(serializer.<String, Object>deserialize(
                        new SimpleSerializedObject<>(stored(name), String.class, type, null)))
                .isEqualTo(event);
    }

    private static String stored(String name) throws IOException {
        try (var file = StoredSystemEventsTest.class.getResourceAsStream("/events/" + name + ".json")) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }
}
