package io.nachweis.consent;

import static io.nachweis.consent.Somebody.EIGHT;
import static io.nachweis.consent.Somebody.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.consent.RunningConsent.Answer;
import io.nachweis.event.SubjectId;
import io.nachweis.testing.ModuleTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From e-mail addresses to pseudonyms. */
@ModuleTest
class LookingUpPseudonymsTest {

    private final RunningConsent service;

    LookingUpPseudonymsTest(RunningConsent service) {
        this.service = service;
    }

    @Test
    void pseudonyms_are_looked_up_in_order_and_alike_for_known_and_unknown() {
        SubjectId known = service.subject("known@example.org");
        service.hears(service.newsletter().says(known, given("s", EIGHT, EIGHT)));

        Answer answer = lookup("{\"emails\":[\"unknown@example.org\",\"Known@EXAMPLE.org\"]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("[{\"subject\":\"" + service.subject("unknown@example.org") + "\"},{\"subject\":\"" + known
                        + "\"}]");
    }

    @Test
    void a_thousand_addresses_are_looked_up_and_one_more_is_refused() {
        assertThat(lookup(addresses(1000)).body()).hasSize(1000);
        assertThat(lookup(addresses(1001)))
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(400))
                .satisfies(refused -> assertThat(
                                refused.body().at("/errors/0/field").stringValue())
                        .isEqualTo("emails"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"emails\":[\"a@example.org\",\"canary\"]}", "{\"emails\":[null]}", "{\"emails\":7}"})
    void what_is_no_address_is_refused_and_not_repeated(String body) {
        Answer refused = lookup(body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/field").stringValue()).startsWith("emails");
        assertThat(refused.text()).doesNotContain("canary");
    }

    private Answer lookup(String body) {
        return service.postAs(service.token("privacy-desk"), Somebody.SUBJECTS + "lookup", body);
    }

    private static String addresses(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> "\"person-" + i + "@example.org\"")
                .collect(Collectors.joining(",", "{\"emails\":[", "]}"));
    }
}
