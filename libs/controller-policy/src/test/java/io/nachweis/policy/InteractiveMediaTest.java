package io.nachweis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.policy.ControllerPolicy.Channel;
import io.nachweis.policy.ControllerPolicy.Company;
import io.nachweis.policy.ControllerPolicy.LegalBasis;
import io.nachweis.policy.ControllerPolicy.RecipientKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What {@code interactive-media.yaml} must never say otherwise by accident, and where it differs from {@link IdmTest}. */
class InteractiveMediaTest {

    private final ControllerPolicy policy = Controllers.load(Path.of("../../deploy/controllers-interactive-media"))
            .find("interactive-media")
            .orElseThrow();

    @Test
    void is_the_policy_of_four_companies() {
        assertThat(policy.identity().name()).isEqualTo("Interactive Media S.p.A.");
        assertThat(policy.group().values()).extracting(Company::country).containsExactly("IT", "BR", "US");
    }

    @Test
    void rests_contact_data_on_consent() {
        var enquiries = policy.category("enquiries").orElseThrow();
        assertThat(enquiries.basis()).isEqualTo(LegalBasis.CONSENT);
        assertThat(enquiries.basisOf("address").basis()).isEqualTo(LegalBasis.CONSENT);
    }

    @Test
    void asks_for_addresses_and_phones_and_may_store_them() {
        var contact = policy.form(FormKind.ENQUIRY).orElseThrow();
        assertThat(contact.fields())
                .containsKeys("phone", "address", "city", "province", "postalCode", "country", "company");
        assertThat(policy.category("enquiries").orElseThrow().fields())
                .containsAll(contact.fields().keySet());
    }

    @Test
    void sends_offers_only_upon_agreement_in_italian_and_english() {
        assertThat(policy.languages()).containsExactly(Locale.ITALIAN, Locale.ENGLISH);
        for (var language : policy.languages()) {
            assertThat(policy.form(FormKind.NEWSLETTER).orElseThrow().current(language))
                    .extracting(Wording::purposes)
                    .containsExactly(List.of("offers"));
        }
    }

    @Test
    void shares_visits_with_google_and_by_consent_of_its_own() {
        var google = Objects.requireNonNull(policy.recipients().get("google"));
        assertThat(google.kind()).isEqualTo(RecipientKind.THIRD_PARTY);
        assertThat(google.consent()).isEqualTo("analytics");
        assertThat(policy.purpose("analytics").orElseThrow().channels()).containsExactly(Channel.BROWSER);
    }

    @Test
    void sends_complaints_to_the_garante_in_the_reader_s_language() {
        assertThat(policy.authority().name(Locale.ITALIAN)).isEqualTo("Garante per la protezione dei dati personali");
        assertThat(policy.authority().name(Locale.ENGLISH)).contains("Italian Data Protection Authority");
    }

    @Test
    void registers_what_others_store() {
        assertThat(policy.systems()).containsOnlyKeys("accounts", "google-analytics", "navigation");
    }
}
