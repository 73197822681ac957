package io.nachweis.newsletter.decision;

import static io.nachweis.newsletter.decision.SubscriptionExamples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Channel;
import io.nachweis.event.EntryType;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.PublishedTypeSerializer;
import io.nachweis.newsletter.decision.SubscriptionEvent.SignUpExpired;
import io.nachweis.personal.PersonalDataModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

    private static final Serializer SERIALIZER =
            PublishedTypeSerializer.of(EntryTypes.of(SubscriptionEvent.class), new PersonalDataModule());

    @ParameterizedTest
    @MethodSource("examples")
    void keeps_its_form(SubscriptionEvent event) throws IOException {
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
    void reads_an_expiry_of_before_it_named_its_controller() throws IOException {
        String old =
                Files.readString(Path.of("src/test/resources/entries/subscription.expired.v1-without-controller.json"));
        assertThat(SERIALIZER.<String, Object>deserialize(
                        new SimpleSerializedObject<>(old, String.class, "subscription.expired.v1", null)))
                .isEqualTo(new SignUpExpired(SUBSCRIPTION, null, FIRST, SUBJECT, after(MEMORY)));
    }

    @Test
    void leaves_no_event_out() {
        assertThat(examples().stream().map(Object::getClass))
                .containsAll(Arrays.asList(SubscriptionEvent.class.getPermittedSubclasses()));
    }

    private static List<SubscriptionEvent> examples() {
        return Stream.<SubscriptionEvent>of(
                        signedUp(),
                        renewed(FIRST, after(LINK)),
                        confirmed(),
                        denied(FIRST, Channel.PAGE, after(LINK)),
                        expired(FIRST, after(MEMORY)),
                        withdrawn(FIRST, Channel.ONE_CLICK, after(LINK)),
                        withdrawnEarlier(FIRST, Channel.LETTER, after(LINK)),
                        disowned(FIRST, Channel.OTHER, after(LINK), true),
                        askedForALink(FIRST, after(LINK)))
                .toList();
    }
}
