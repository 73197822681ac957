package io.nachweis.rights.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.EntryType;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.PublishedTypeSerializer;
import io.nachweis.personal.PersonalDataModule;
import io.nachweis.rights.hold.HoldEvent.HoldLifted;
import io.nachweis.rights.hold.HoldEvent.HoldPlaced;
import io.nachweis.rights.hold.HoldEvent.HoldReviewed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What is stored once must be readable for ever: the files of these events never change. */
class StoringHoldsTest {

    private static final Serializer SERIALIZER =
            PublishedTypeSerializer.of(EntryTypes.of(HoldEvent.class), new PersonalDataModule());

    private static final UUID HOLD = new UUID(1, 2);
    private static final SubjectId PERSON = SubjectId.of("1." + "A".repeat(43));
    private static final Instant PLACED = Instant.parse("2026-11-24T10:00:00Z");
    private static final Instant REVIEWED = Instant.parse("2027-05-24T10:00:00Z");

    @ParameterizedTest
    @MethodSource("examples")
    void keeps_its_form(HoldEvent event) throws IOException {
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
    void leaves_no_event_out() {
        assertThat(examples().stream().map(Object::getClass)).contains(HoldEvent.class.getPermittedSubclasses());
    }

    private static List<HoldEvent> examples() {
        return List.of(
                new HoldPlaced(
                        HOLD,
                        "idm",
                        PERSON,
                        List.of("consent-records", "enquiries"),
                        Personal.of("Claim for damages"),
                        PLACED),
                new HoldReviewed(HOLD, "idm", PERSON, REVIEWED),
                new HoldLifted(HOLD, "idm", PERSON, REVIEWED));
    }
}
