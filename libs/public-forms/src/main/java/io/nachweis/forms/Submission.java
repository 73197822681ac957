package io.nachweis.forms;

import io.nachweis.event.EmailAddress;
import io.nachweis.forms.FormTokens.Shown;
import io.nachweis.forms.admission.FormAdmission;
import io.nachweis.forms.admission.FormAdmission.Attempt;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Form;
import io.nachweis.policy.ControllerPolicy.Wording;
import io.nachweis.starter.web.ClientAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came along with the fields of a form. */
public record Submission(
        Optional<Shown> shown,
        @Nullable String honeypot,
        @Nullable String proof) {

    /** Whether the sign-up proves that this wording came from us. */
    public boolean showed(Wording wording) {
        return shown.stream().anyMatch(proof -> proof.has(wording));
    }

    public Attempt attempt(ControllerPolicy policy, Form form, EmailAddress email, ClientAddress client, Instant now) {
        return new Attempt(policy, form, email, client, shown.map(Shown::at).orElse(null), honeypot, proof, now);
    }

    /** A page that the controller named, never merely one that the request names. */
    public static URI returnTo(Form form, Fields fields, ControllerPolicy policy) {
        String wanted = fields.one("returnTo");
        return form.returnTo().stream()
                .filter(page -> page.toString().equals(wanted))
                .findFirst()
                .or(() -> form.returnTo().stream().findFirst())
                .orElse(policy.identity().website());
    }

    static Submission of(Fields fields, Optional<Shown> shown) {
        return new Submission(shown, fields.one(FormAdmission.HONEYPOT), fields.one(FormAdmission.PROOF));
    }
}
