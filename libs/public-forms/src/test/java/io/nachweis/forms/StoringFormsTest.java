package io.nachweis.forms;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.PublishedTypeSerializer;
import io.nachweis.forms.FormReceived.Content;
import io.nachweis.personal.PersonalDataModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is stored once must be readable for ever: the file never changes. */
class StoringFormsTest {

    private static final Serializer SERIALIZER =
            PublishedTypeSerializer.of(EntryTypes.of(FormReceived.class), new PersonalDataModule());

    @Test
    void keeps_its_form() throws IOException {
        var received = new FormReceived(
                UUID.fromString("0b6f5e0a-6f2d-4c55-9d5e-3a1c2b4d5e6f"),
                "idm",
                "subscription",
                "consent-records",
                SubjectId.of("1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
                Personal.of(new Content(
                        Map.of("email", List.of("ada@example.org"), "consents", List.of("newsletter/1/de")),
                        "192.0.2.7",
                        "de")),
                true,
                Instant.parse("2026-05-04T12:00:00Z"));
        String golden = Files.readString(Path.of("src/test/resources/entries/form.received.v1.json"));

        assertThat(JsonMapper.shared()
                        .readTree(SERIALIZER.serialize(received, String.class).getData()))
                .isEqualTo(JsonMapper.shared().readTree(golden));
        assertThat(SERIALIZER.<String, Object>deserialize(
                        new SimpleSerializedObject<>(golden, String.class, "form.received.v1", null)))
                .isEqualTo(received);
    }
}
