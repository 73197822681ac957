package io.nachweis.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.SubjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectPseudonymsTest {

    private final SubjectPseudonyms idm = new SubjectPseudonyms("idm", Examples.bytes(0));

    @ParameterizedTest
    @CsvSource({
        "ada@example.org, 1.-BWObjWf5qKF5AYdi10PF0oXcAfW2WEKwbjPpHQ5fpA",
        "Ada@EXAMPLE.org, 1.-BWObjWf5qKF5AYdi10PF0oXcAfW2WEKwbjPpHQ5fpA",
        "ada@münchen.example, 1.FreSKHst7WqgUbbEX8fZ_8Pou7jdEzzgywlh8Q1vlJo",
    })
    void are_the_hmac_that_anyone_with_the_secret_computes(String address, String subject) {
        assertThat(idm.of(EmailAddress.of(address))).isEqualTo(SubjectId.of(subject));
    }

    @Test
    void differ_between_controllers_and_between_secrets() {
        EmailAddress ada = EmailAddress.of("ada@example.org");
        assertThat(idm.of(ada))
                .isNotEqualTo(new SubjectPseudonyms("other", Examples.bytes(0)).of(ada))
                .isNotEqualTo(new SubjectPseudonyms("idm", Examples.bytes(1)).of(ada));
    }

    @Test
    void of_a_policy_are_nobody_s() {
        assertThat(idm.ofPolicy())
                .isEqualTo(new SubjectPseudonyms("idm", Examples.bytes(0)).ofPolicy())
                .isNotEqualTo(new SubjectPseudonyms("other", Examples.bytes(0)).ofPolicy());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada@example.org",
                "erased",
                "1.",
                "0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
                "1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "1.AAAAAAAAAAAAAAAAAAAAA/AAAAAAAAAAAAAAAAAAAAA",
                "Erased"
            })
    void have_one_shape_and_nothing_else_is_taken_for_one(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubjectId.of(text))
                .withMessage("Not a subject id");
    }

    @Test
    void know_an_erased_one() {
        assertThat(SubjectId.ERASED.isErased()).isTrue();
        assertThat(idm.of(EmailAddress.of("ada@example.org")).isErased()).isFalse();
    }

    @Test
    void need_a_whole_secret() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SubjectPseudonyms("idm", new byte[31]));
    }
}
