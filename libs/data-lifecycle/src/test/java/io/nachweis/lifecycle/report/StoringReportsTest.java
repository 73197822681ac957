package io.nachweis.lifecycle.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.PublishedTypeSerializer;
import io.nachweis.personal.PersonalDataModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is stored once must be readable for ever: the file of this event never changes. */
class StoringReportsTest {

    private static final String TYPE = "retention.reported.v1";

    @Test
    void keeps_their_form() throws IOException {
        Serializer serializer =
                PublishedTypeSerializer.of(EntryTypes.of(RetentionReported.class), new PersonalDataModule());
        var reported = new RetentionReported(
                new UUID(1, 2),
                "idm",
                LocalDate.parse("2026-11-23"),
                EndedCases.START,
                4711,
                List.of(new EndedCount("consent-records", 3)),
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                Instant.parse("2026-11-24T10:00:00Z"));
        String golden = Files.readString(Path.of("src/test/resources/entries/" + TYPE + ".json"));

        assertThat(JsonMapper.shared()
                        .readTree(serializer.serialize(reported, String.class).getData()))
                .isEqualTo(JsonMapper.shared().readTree(golden));
        assertThat(serializer.<String, Object>deserialize(
                        new SimpleSerializedObject<>(golden, String.class, TYPE, null)))
                .isEqualTo(reported);
    }
}
