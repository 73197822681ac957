package io.nachweis.forms;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.FormKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AskingForWhatIsStoredTest {

    private final ControllerPolicy idm =
            Controllers.load(Path.of("../../deploy/controllers")).find("idm").orElseThrow();

    @Test
    void takes_forms_that_ask_for_what_is_stored() {
        assertThat(StoredForm.of(FormKind.NEWSLETTER, "consent-records", "email")
                        .and("newsletter-data", "company", "role")
                        .unmet(idm))
                .isEmpty();
        assertThat(StoredForm.whole(FormKind.ENQUIRY, "enquiries").unmet(idm)).isEmpty();
    }

    @Test
    void names_every_field_that_nobody_stores() {
        assertThat(StoredForm.of(FormKind.ENQUIRY, "enquiries", "email", "name", "message")
                        .unmet(idm))
                .containsExactly(
                        "forms.enquiry.fields.company: is stored by nobody, so the form must not ask for it",
                        "forms.enquiry.fields.role: is stored by nobody, so the form must not ask for it",
                        "forms.enquiry.fields.phone: is stored by nobody, so the form must not ask for it");
    }

    /** Else it would be stored under a rule that the policy does not have. */
    @Test
    void names_a_form_of_another_category_than_what_is_stored() {
        assertThat(StoredForm.whole(FormKind.RIGHTS, "requests").unmet(idm))
                .containsExactly(
                        "forms.rights.category: must be requests, which such forms are kept under, not rights-requests");
    }

    /** As above, of one field. */
    @Test
    void names_a_field_of_another_category_than_it_is_kept_under() {
        assertThat(StoredForm.of(FormKind.NEWSLETTER, "consent-records", "email", "role")
                        .and("newsletter-data", "company")
                        .unmet(idm))
                .containsExactly(
                        "forms.newsletter.fields.role.category: must be consent-records, which it is kept under, not newsletter-data");
    }
}
