package io.nachweis.lead.decision;

import static io.nachweis.lead.decision.DownloadExamples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.EntryType;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.PublishedTypeSerializer;
import io.nachweis.personal.PersonalDataModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What is stored once must be readable for ever: the files of these events never change. */
class StoringEventsTest {

    private static final Serializer SERIALIZER = PublishedTypeSerializer.of(
            EntryTypes.of(DownloadEvent.class, EnquiryEvent.class), new PersonalDataModule());

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
    void reads_a_closing_of_before_it_mattered() throws IOException {
        String old = Files.readString(Path.of("src/test/resources/entries/enquiry.closed.v1-without-end.json"));
        assertThat(SERIALIZER.<String, Object>deserialize(
                        new SimpleSerializedObject<>(old, String.class, "enquiry.closed.v1", null)))
                .isEqualTo(EnquiryExamples.closedBeforeThatMattered(NOON));
    }

    @Test
    void reads_a_request_of_when_its_time_began_with_it() throws IOException {
        String old = Files.readString(Path.of("src/test/resources/entries/download.requested.v1-with-end.json"));
        assertThat(SERIALIZER.<String, Object>deserialize(
                        new SimpleSerializedObject<>(old, String.class, "download.requested.v1", null)))
                .isEqualTo(requested());
    }

    @Test
    void leaves_no_event_out() {
        assertThat(examples().stream().map(Object::getClass))
                .contains(DownloadEvent.class.getPermittedSubclasses())
                .contains(EnquiryEvent.class.getPermittedSubclasses());
    }

    private static List<Object> examples() {
        return Stream.<Object>of(
                        requested(),
                        ticked(NEWSLETTER, FOLLOW_UP),
                        handedOver(NOON),
                        fetched(NOON),
                        expired(after(MEMORY)),
                        EnquiryExamples.received(),
                        EnquiryExamples.answered(NOON),
                        EnquiryExamples.closed(NOON),
                        EnquiryExamples.expired(EnquiryExamples.after(EnquiryExamples.LIFE)))
                .toList();
    }
}
