package io.nachweis.forms;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.forms.FormTokens.Shown;
import io.nachweis.forms.admission.FormAdmission;
import io.nachweis.forms.admission.FormAdmission.Attempt;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Form;
import io.nachweis.policy.FormKind;
import io.nachweis.policy.Wording;
import io.nachweis.starter.web.ClientAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A form as it was posted: what it was filled in with, for whom, from where, and what came along unseen. */
public final class Submission {

    private final ControllerPolicy policy;
    private final Fields fields;
    private final Optional<Shown> shown;
    private final ClientAddress client;
    private final Locale reader;

    Submission(ControllerPolicy policy, Fields fields, Optional<Shown> shown, ClientAddress client, Locale reader) {
        this.policy = policy;
        this.fields = fields;
        this.shown = shown;
        this.client = client;
        this.reader = reader;
    }

    public ControllerPolicy policy() {
        return policy;
    }

    public Fields fields() {
        return fields;
    }

    /** The one form of this kind that the controller has. */
    public Form form(FormKind kind) {
        return policy.form(kind).orElseThrow(PlatformProblem.UNKNOWN_FORM::refusal);
    }

    public ClientAddress client() {
        return client;
    }

    /** What the browser of who filled it in reads. */
    public Locale reader() {
        return reader;
    }

    /** The language it was filled in, as far as the controller speaks it: the one it names, else the reader's. */
    public Locale language() {
        return policy.language(locale(), reader.toLanguageTag());
    }

    @Nullable
    String locale() {
        return fields.one("locale");
    }

    /** Whether it proves that this wording came from us. */
    public boolean showed(Wording wording) {
        return shown.stream().anyMatch(proof -> proof.has(wording));
    }

    Attempt attempt(Asked.ByForm asked, Instant now) {
        return new Attempt(
                policy,
                asked.form(),
                asked.email(),
                client,
                shown.map(Shown::at).orElse(null),
                fields.one(FormAdmission.HONEYPOT),
                fields.one(FormAdmission.PROOF),
                now);
    }
}
