package io.nachweis.consent;

import static io.nachweis.consent.Somebody.LETTER_OF_NINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.consent.RunningConsent.Answer;
import io.nachweis.testing.ModuleTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Purposes and subjects that are none. */
@ModuleTest
class RefusingNamesTest {

    private final RunningConsent service;
    private final Somebody person;

    RefusingNamesTest(RunningConsent service) {
        this.service = service;
        this.person = Somebody.unknownTo(service);
    }

    @Test
    void a_purpose_the_policy_does_not_name_is_unknown() {
        String path = person.path() + "/purposes/canary";
        String token = service.token("privacy-desk");

        assertThat(service.getAs(token, path)).satisfies(RefusingNamesTest::isUnknownPurpose);
        assertThat(service.postAs(token, path + "/withdrawals", LETTER_OF_NINE))
                .satisfies(RefusingNamesTest::isUnknownPurpose);
        assertThat(person.isNowhereOnRecord()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "erased", "1.AAAA", "person@example.org"})
    void what_is_no_pseudonym_is_refused_and_not_repeated(String subject) {
        Answer refused = service.postAs(
                service.token("privacy-desk"),
                Somebody.SUBJECTS + subject + "/purposes/newsletter/withdrawals",
                LETTER_OF_NINE);

        assertThat(refused).satisfies(answer -> isNoPseudonym(answer, subject));
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "erased"})
    void nothing_is_told_about_what_is_no_pseudonym(String subject) {
        String token = service.token("privacy-desk");

        assertThat(service.getAs(token, Somebody.SUBJECTS + subject + "/purposes/newsletter"))
                .satisfies(answer -> isNoPseudonym(answer, subject));
        assertThat(service.getAs(token, Somebody.SUBJECTS + subject + "/history"))
                .satisfies(answer -> isNoPseudonym(answer, subject));
    }

    private static void isUnknownPurpose(Answer answer) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().get("type").stringValue()).isEqualTo("https://nachweis.io/problems/unknown-purpose");
        assertThat(answer.text()).doesNotContain("canary");
    }

    private static void isNoPseudonym(Answer refused, String subject) {
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/field").stringValue()).isEqualTo("subject");
        assertThat(refused.text()).doesNotContain(subject.equals("erased") ? "\"erased\"" : subject);
    }
}
