package io.nachweis.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

class PersonalDataModuleTest {

    record Note(
            SubjectId subject,
            Personal<EmailAddress> email,
            @Nullable Personal<List<Integer>> numbers) {}

    private final JsonMapper json = JsonMapper.builder().findAndAddModules().build();
    private final SubjectId ada = Examples.subject("ada@example.org");

    @Test
    void is_found_without_being_named() {
        assertThat(json.writeValueAsString(ada)).isEqualTo('"' + ada.value() + '"');
    }

    @Test
    void writes_values_as_themselves_and_reads_them_back() {
        var note = new Note(ada, Personal.of(EmailAddress.of("ada@example.org")), Personal.of(List.of(1, 2)));
        String text = json.writeValueAsString(note);
        assertThat(text)
                .isEqualTo("{\"subject\":\"%s\",\"email\":\"ada@example.org\",\"numbers\":[1,2]}".formatted(ada));
        assertThat(json.readValue(text, Note.class)).isEqualTo(note);
    }

    @Test
    void keeps_what_was_not_given_apart_from_what_was_erased() {
        var note = new Note(SubjectId.ERASED, new Personal.Erased<>(), null);
        String text = json.writeValueAsString(note);
        assertThat(text).isEqualTo("{\"subject\":{\"$erased\":true},\"email\":{\"$erased\":true},\"numbers\":null}");
        assertThat(json.readValue(text, Note.class)).isEqualTo(note);
    }

    @Test
    void reads_an_event_whole() {
        var event = Examples.signUp(UUID.randomUUID(), "ada@example.org");
        assertThat(json.readValue(json.writeValueAsString(event), Examples.SignedUp.class))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"ada@secret\"", "42", "true", "[\"ada@secret\"]", "{\"secret\":true}", "\"\""})
    void says_what_it_cannot_read_without_repeating_it(String bad) {
        assertThatExceptionOfType(MismatchedInputException.class)
                .isThrownBy(() -> json.readValue(bad, EmailAddress.class))
                .satisfies(e -> assertThat(e).message().doesNotContain("secret", "ada"));
        assertThatExceptionOfType(MismatchedInputException.class)
                .isThrownBy(() -> json.readValue(bad, SubjectId.class))
                .satisfies(e -> assertThat(e).message().doesNotContain("secret", "ada"));
    }
}
