package io.nachweis.newsletter.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.PublishedTypeSerializer;
import io.nachweis.personal.PersonalDataModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StoringExportsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    /** What is stored once must be readable for ever: the file never changes. */
    @Test
    void keeps_its_form() throws IOException {
        var serializer = PublishedTypeSerializer.of(EntryTypes.of(AudienceExported.class), new PersonalDataModule());
        var event = new AudienceExported(
                new UUID(3, 1), "idm", "newsletter", "mailing-tool", 500, NOON, NOON.plus(Duration.ofDays(1)));
        String golden = Files.readString(Path.of("src/test/resources/entries/audience.exported.v1.json"));

        assertThat(JsonMapper.shared()
                        .readTree(serializer.serialize(event, String.class).getData()))
                .isEqualTo(JsonMapper.shared().readTree(golden));
        assertThat(serializer.<String, Object>deserialize(
                        new SimpleSerializedObject<>(golden, String.class, "audience.exported.v1", null)))
                .isEqualTo(event);
    }
}
