package io.nachweis.rights.decision;

import static io.nachweis.rights.decision.Examples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.EntryType;
import io.nachweis.event.Personal;
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
            PublishedTypeSerializer.of(EntryTypes.of(RightsEvent.class), new PersonalDataModule());

    @ParameterizedTest
    @MethodSource("examples")
    void keeps_its_form(RightsEvent event) throws IOException {
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
        assertThat(examples().stream().map(Object::getClass)).contains(RightsEvent.class.getPermittedSubclasses());
    }

    private static List<RightsEvent> examples() {
        return List.of(
                new RightsEvent.RequestReceived(
                        REQUEST,
                        "idm",
                        PERSON,
                        Personal.of(EmailAddress.of("ada@example.org")),
                        RequestKind.ACCESS,
                        Intake.FORM,
                        "de",
                        true,
                        MONDAY,
                        MONDAY,
                        DUE),
                new RightsEvent.MailboxProven(REQUEST, PERSON, TUESDAY),
                new RightsEvent.IdentityProven(REQUEST, PERSON, REASON, TUESDAY),
                new RightsEvent.ErasureOrdered(REQUEST, "idm", PERSON, List.of("consent", "newsletter"), TUESDAY),
                new RightsEvent.ErasureReported(REQUEST, PERSON, "consent", ERASED, KEPT, TUESDAY),
                new RightsEvent.RequestAnswered(REQUEST, "idm", PERSON, RequestOutcome.ERASED, TUESDAY),
                new RightsEvent.AnswerFetched(REQUEST, PERSON, "ab".repeat(32), TUESDAY),
                new RightsEvent.RequestRefused(REQUEST, "idm", PERSON, REASON, TUESDAY),
                new RightsEvent.PeriodExtended(REQUEST, "idm", PERSON, REASON, LATER, TUESDAY),
                new RightsEvent.RequestLapsed(REQUEST, "idm", PERSON, LapseNotice.MAIL, TUESDAY),
                new RightsEvent.RequestClosed(REQUEST, PERSON, Ending.NOT_MINE, TUESDAY));
    }
}
