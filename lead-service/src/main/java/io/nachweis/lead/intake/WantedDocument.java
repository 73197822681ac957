package io.nachweis.lead.intake;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.forms.FieldValues;
import io.nachweis.forms.Fields;
import io.nachweis.forms.Submission;
import io.nachweis.lead.decision.Ticked;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Document;
import io.nachweis.policy.Form;
import io.nachweis.policy.FormKind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A download form as it was filled in: what its definition asks for, checked. Whatever else was sent is not looked at. */
record WantedDocument(
        Form form,
        Document document,
        EmailAddress email,
        @Nullable Personal<String> name,
        @Nullable Personal<String> company,
        List<Ticked> ticked,
        Locale language) {

    static final String DOCUMENT = "document";
    private static final String CONSENTS = "consents";

    static WantedDocument read(Submission submission) {
        Form form = submission.form(FormKind.DOWNLOAD);
        ControllerPolicy policy = submission.policy();
        Fields fields = submission.fields();
        var values = new FieldValues(form, fields);
        String id = fields.one(DOCUMENT);
        Document document =
                policy.document(id == null ? "" : id).orElseThrow(() -> PlatformProblem.INVALID_FIELD.about(DOCUMENT));
        List<Ticked> ticked = fields.all(CONSENTS).stream()
                .distinct()
                .map(wording ->
                        form.wording(wording).orElseThrow(() -> PlatformProblem.UNKNOWN_WORDING.about(CONSENTS)))
                .map(wording -> new Ticked(wording.id(), wording.sha256(), submission.showed(wording)))
                .toList();
        return new WantedDocument(
                form,
                document,
                values.email(),
                values.text("name"),
                values.text("company"),
                ticked,
                submission.language());
    }
}
