package io.nachweis.consent;

import static io.nachweis.consent.Somebody.LETTER_OF_NINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask and do what. */
@ModuleTest
class AdmittingCallersTest {

    private final RunningConsent service;
    private final Somebody person;

    AdmittingCallersTest(RunningConsent service) {
        this.service = service;
        this.person = Somebody.unknownTo(service);
    }

    @ParameterizedTest
    @CsvSource({
        "privacy-desk, 200, 201, 200, 200",
        "dpo,          200, 403, 403, 200",
        "auditor,      403, 403, 403, 200",
        "app,          200, 201, 200, 403",
        "marketing,    403, 403, 403, 403",
        "operator,     403, 403, 403, 403"
    })
    void each_role_may_do_its_own(String role, int mayI, int withdraw, int lookup, int history) {
        person.hear(Somebody.given("sign-up", Somebody.EIGHT, Somebody.EIGHT));
        String token = service.token(role);
        String purpose = person.purpose();

        assertThat(service.getAs(token, purpose).status()).isEqualTo(mayI);
        assertThat(service.postAs(token, purpose + "/withdrawals", LETTER_OF_NINE)
                        .status())
                .isEqualTo(withdraw);
        assertThat(service.postAs(token, Somebody.SUBJECTS + "lookup", "{\"emails\":[]}")
                        .status())
                .isEqualTo(lookup);
        assertThat(service.getAs(token, person.path() + "/history").status()).isEqualTo(history);
    }

    @Test
    void an_application_may_neither_ask_nor_act_for_a_purpose_it_does_not_serve() {
        String token = service.token("app", "idm", "statistics");
        String purpose = person.purpose();

        assertThat(service.getAs(token, purpose).status()).isEqualTo(403);
        assertThat(service.postAs(token, purpose + "/withdrawals", LETTER_OF_NINE)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void nobody_is_answered_without_a_token_of_the_controller() {
        String path = person.path() + "/history";

        assertThat(service.getAs(null, path).status()).isEqualTo(401);
        assertThat(service.getAs(service.token("privacy-desk", "another", "newsletter"), path)
                        .status())
                .isEqualTo(403);
    }
}
