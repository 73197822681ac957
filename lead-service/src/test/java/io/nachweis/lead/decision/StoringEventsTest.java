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
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is stored once must be readable for ever: the files of these events never change. */
class StoringEventsTest {

    private static final Serializer SERIALIZER = PublishedTypeSerializer.of(
            EntryTypes.of(DownloadEvent.class, EnquiryEvent.class, RelationshipEvent.class), new PersonalDataModule());

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

    /** Entries once said themselves when they end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "download.requested.v1",
                "download.document-fetched.v1",
                "enquiry.received.v1",
                "enquiry.answered.v1",
                "enquiry.closed.v1"
            })
    void reads_what_was_stored_before_only_the_policy_said_when_it_ends(String type) throws IOException {
        String old = Files.readString(Path.of("src/test/resources/entries/" + type + "-with-end.json"));
        assertThat(examples())
                .contains(SERIALIZER.<String, Object>deserialize(
                        new SimpleSerializedObject<>(old, String.class, type, null)));
    }

    @Test
    void leaves_no_event_out() {
        assertThat(examples().stream().map(Object::getClass))
                .contains(DownloadEvent.class.getPermittedSubclasses())
                .contains(EnquiryEvent.class.getPermittedSubclasses())
                .contains(RelationshipEvent.class.getPermittedSubclasses());
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
                        EnquiryExamples.expired(after(Duration.ofDays(1096))),
                        RelationshipExamples.begun(),
                        RelationshipExamples.changed(),
                        RelationshipExamples.ended(),
                        RelationshipExamples.resumed(),
                        RelationshipExamples.revoked())
                .toList();
    }
}
