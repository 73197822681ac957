package io.nachweis.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.EntryType;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.PublishedTypeSerializer;
import io.nachweis.personal.PersonalDataModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What is stored once must be readable for ever: the files of these events never change. */
class StoringEventsTest {

    private static final Serializer SERIALIZER =
            PublishedTypeSerializer.of(EntryTypes.of(MailEvent.class, TextPublished.class), new PersonalDataModule());

    @ParameterizedTest
    @MethodSource("examples")
    void keeps_its_form(Object event) throws IOException {
        String type = event.getClass().getAnnotation(EntryType.class).value();
        String golden = Files.readString(Path.of("src/test/resources/entries/" + type + ".json"));

        String written = SERIALIZER.serialize(event, String.class).getData();
        assertThat(JsonMapper.shared().readTree(written))
                .isEqualTo(JsonMapper.shared().readTree(golden));
        assertThat(SERIALIZER.<String, Object>deserialize(
                        new SimpleSerializedObject<>(golden, String.class, type, null)))
                .isEqualTo(event);
    }

    @Test
    void reads_a_refusal_of_before_its_status_was_kept() throws IOException {
        String old = Files.readString(Path.of("src/test/resources/entries/mail.refused.v1-without-status.json"));
        assertThat(SERIALIZER.<String, Object>deserialize(
                        new SimpleSerializedObject<>(old, String.class, "mail.refused.v1", null)))
                .isEqualTo(Examples.refused(null));
    }

    @Test
    void leaves_no_event_out() {
        assertThat(examples().stream().map(Object::getClass)).contains(MailEvent.class.getPermittedSubclasses());
    }

    private static List<Object> examples() {
        return List.of(Examples.sent("250 OK"), Examples.refused("5.1.1"), Examples.published("confirmation/1/de"));
    }
}
