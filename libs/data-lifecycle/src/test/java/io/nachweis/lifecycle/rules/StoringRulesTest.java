package io.nachweis.lifecycle.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.PublishedTypeSerializer;
import io.nachweis.lifecycle.rules.RetentionRulesAdopted.AdoptedRule;
import io.nachweis.personal.PersonalDataModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What is stored once must be readable for ever: the file of this event never changes. */
class StoringRulesTest {

    private static final String TYPE = "retention.rules-adopted.v1";

    @ParameterizedTest
    @CsvSource({TYPE + ", privacy-desk,", TYPE + "-approved, approver, 00000000-0000-0003-0000-000000000004"})
    void keeps_their_form(String name, String role, @Nullable UUID approval) throws IOException {
        Serializer serializer =
                PublishedTypeSerializer.of(EntryTypes.of(RetentionRulesAdopted.class), new PersonalDataModule());
        var adopted = new RetentionRulesAdopted(
                new UUID(1, 2),
                "idm",
                List.of(new AdoptedRule(
                        "consent-records", List.of("after withdrawal, P3Y from trigger, ceiling, delete"))),
                role,
                Instant.parse("2026-11-24T10:00:00Z"),
                approval);
        String golden = Files.readString(Path.of("src/test/resources/entries/" + name + ".json"));

        assertThat(JsonMapper.shared()
                        .readTree(serializer.serialize(adopted, String.class).getData()))
                .isEqualTo(JsonMapper.shared().readTree(golden));
        assertThat(serializer.<String, Object>deserialize(
                        new SimpleSerializedObject<>(golden, String.class, TYPE, null)))
                .isEqualTo(adopted);
    }
}
