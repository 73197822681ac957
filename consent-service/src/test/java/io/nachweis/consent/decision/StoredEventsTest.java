package io.nachweis.consent.decision;

import static io.nachweis.consent.decision.ConsentExamples.allowedSinceSignUpAt;
import static io.nachweis.consent.decision.ConsentExamples.disowned;
import static io.nachweis.consent.decision.ConsentExamples.given;
import static io.nachweis.consent.decision.ConsentExamples.letterReceived;
import static io.nachweis.consent.decision.ConsentExamples.refusedSince;
import static io.nachweis.consent.decision.ConsentExamples.signUp;
import static io.nachweis.consent.decision.ConsentExamples.stateEnded;
import static io.nachweis.consent.decision.ConsentExamples.withdrawn;
import static io.nachweis.consent.decision.ConsentExamples.withdrawnOfOld;
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
class StoredEventsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Serializer serializer =
            PublishedTypeSerializer.of(EntryTypes.of(ConsentEvent.class), new PersonalDataModule());

    static Stream<ConsentEvent> events() {
        return Stream.of(
                given(signUp(8), allowedSinceSignUpAt(8)),
                withdrawn(letterReceived(9, 11), refusedSince(9)),
                disowned(9, "sign-up-8", true, allowedSinceSignUpAt(8)),
                stateEnded(8, refusedSince(9)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void are_written_as_ever(ConsentEvent event) throws IOException {
        String written = serializer.serialize(event, String.class).getData();

        assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(stored(event)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void are_read_as_ever(ConsentEvent event) throws IOException {
        Object read =
                serializer.deserialize(new SimpleSerializedObject<>(stored(event), String.class, nameOf(event), null));

        assertThat(read).isEqualTo(event);
    }

    @Test
    void are_read_as_they_were_written_before_it_was_told_whether_a_grant_was_known() throws IOException {
        String old = stored("consent.withdrawn.v1-of-before-known");

        assertThat(serializer.<String, Object>deserialize(
                        new SimpleSerializedObject<>(old, String.class, "consent.withdrawn.v1", null)))
                .isEqualTo(withdrawnOfOld(letterReceived(9, 11), refusedSince(9)));
    }

    @Test
    void have_an_example_of_every_kind() {
        assertThat(events().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(ConsentEvent.class.getPermittedSubclasses()));
    }

    private static String nameOf(ConsentEvent event) {
        return event.getClass().getAnnotation(EntryType.class).value();
    }

    private static String stored(ConsentEvent event) throws IOException {
        return stored(nameOf(event));
    }

    private static String stored(String name) throws IOException {
        try (var file = StoredEventsTest.class.getResourceAsStream("/events/" + name + ".json")) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }
}
