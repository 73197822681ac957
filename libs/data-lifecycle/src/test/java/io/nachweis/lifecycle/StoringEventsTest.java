package io.nachweis.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Fact.ErasedCategory;
import io.nachweis.contracts.Fact.KeptCategory;
import io.nachweis.event.EntryType;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.PublishedTypeSerializer;
import io.nachweis.personal.PersonalDataModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What is stored once must be readable for ever: the files of these events never change. */
class StoringEventsTest {

    private static final Serializer SERIALIZER = PublishedTypeSerializer.of(
            EntryTypes.of(ErasureEvent.class, RetentionEnded.class, RetentionHold.class, RetentionMoved.class),
            new PersonalDataModule());

    private static final UUID ERASURE = new UUID(1, 2);
    private static final UUID HOLD = new UUID(3, 4);
    private static final List<String> HELD = List.of("consent-records", "enquiries");
    private static final SubjectId PERSON = SubjectId.of("1." + "A".repeat(43));
    private static final Instant TUESDAY = Instant.parse("2026-11-24T10:00:00Z");
    private static final List<ErasedCategory> ERASED = List.of(new ErasedCategory("enquiries", 2));
    private static final List<KeptCategory> KEPT =
            List.of(new KeptCategory("consent-records", 3, "Art. 17(3)(e) GDPR", LocalDate.parse("2029-11-23")));

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
    void leaves_no_event_out() {
        assertThat(examples().stream().map(Object::getClass))
                .contains(ErasureEvent.class.getPermittedSubclasses())
                .contains(RetentionHold.class.getPermittedSubclasses());
    }

    private static List<Object> examples() {
        return List.of(
                new ErasureEvent.ErasureDecided(ERASURE, "idm", "order", PERSON, ERASED, KEPT, TUESDAY),
                new ErasureEvent.ErasureCarriedOut(ERASURE, "idm", "order", PERSON, ERASED, KEPT, TUESDAY),
                new RetentionHold.RetentionHeld(HOLD, "idm", PERSON, HELD, TUESDAY),
                new RetentionHold.RetentionReleased(HOLD, "idm", PERSON, HELD, TUESDAY),
                new RetentionMoved(
                        ERASURE,
                        HOLD,
                        "idm",
                        "enquiries",
                        "enquiry",
                        PERSON,
                        "contract-letters",
                        Map.of("end-of-relationship", TUESDAY),
                        TUESDAY),
                new RetentionEnded(
                        ERASURE, "idm", "consent-records", "sign-up", PERSON, LocalDate.parse("2026-11-24"), TUESDAY));
    }
}
