package io.nachweis.newsletter.intake;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.forms.FieldValues;
import io.nachweis.forms.Fields;
import io.nachweis.forms.Submission;
import io.nachweis.newsletter.decision.ShownBy;
import io.nachweis.newsletter.decision.SubscriptionEvent;
import io.nachweis.newsletter.decision.WordingShown;
import io.nachweis.newsletter.intake.HandOversController.HandOver;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Form;
import io.nachweis.policy.FormKind;
import io.nachweis.policy.Wording;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A form as it was filled in: what its definition asks for, checked. Whatever else was sent is not looked at. */
record FilledIn(
        Form form,
        EmailAddress email,
        @Nullable Personal<String> company,
        @Nullable Personal<String> role,
        List<WordingShown> wordings) {

    private static final String CONSENTS = "consents";

    static FilledIn read(Submission submission) {
        Fields fields = submission.fields();
        List<String> consents = fields.all(CONSENTS).stream().distinct().toList();
        if (consents.isEmpty()) {
            throw PlatformProblem.INVALID_FIELD.about(CONSENTS);
        }
        Form form = formOf(submission.policy(), consents.getFirst());
        if (form.kind() != FormKind.NEWSLETTER) {
            throw PlatformProblem.UNKNOWN_WORDING.about(CONSENTS);
        }
        List<WordingShown> wordings = consents.stream()
                .map(id -> form.wording(id).orElseThrow(() -> PlatformProblem.UNKNOWN_WORDING.about(CONSENTS)))
                .map(wording -> shown(wording, submission.showed(wording) ? ShownBy.US : ShownBy.SITE))
                .toList();
        var values = new FieldValues(form, fields);
        return new FilledIn(form, values.email(), values.text("company"), values.text("role"), wordings);
    }

    /** As if the form had this one wording and nothing but the address to fill in. */
    static FilledIn on(ControllerPolicy policy, EmailAddress email, Wording wording) {
        return new FilledIn(formOf(policy, wording.id()), email, null, null, List.of(shown(wording, ShownBy.US)));
    }

    /** On a form that another service took in and checked. */
    static FilledIn handedOver(ControllerPolicy policy, HandOver signUp) {
        if (signUp.wordings().isEmpty()) {
            throw PlatformProblem.INVALID_FIELD.about("wordings");
        }
        Form form = formOf(policy, signUp.wordings().getFirst().id());
        List<WordingShown> wordings = signUp.wordings().stream()
                .map(ticked -> form.wording(ticked.id())
                        .map(wording -> shown(wording, ticked.shownByUs() ? ShownBy.US : ShownBy.SITE))
                        .orElseThrow(() -> PlatformProblem.UNKNOWN_WORDING.about("wordings")))
                .toList();
        Personal<String> company = Optional.ofNullable(signUp.company())
                .filter(_ -> mayStore(policy, "company"))
                .map(Personal::of)
                .orElse(null);
        return new FilledIn(form, signUp.email(), company, null, wordings);
    }

    private static boolean mayStore(ControllerPolicy policy, String field) {
        return policy.category(SubscriptionEvent.NEWSLETTER_DATA)
                .filter(data -> data.fields().contains(field))
                .isPresent();
    }

    private static Form formOf(ControllerPolicy policy, String wordingId) {
        int end = Math.max(0, wordingId.indexOf('/'));
        return policy.form(wordingId.substring(0, end))
                .orElseThrow(() -> PlatformProblem.UNKNOWN_WORDING.about(CONSENTS));
    }

    private static WordingShown shown(Wording wording, ShownBy shownBy) {
        return new WordingShown(
                wording.id(),
                wording.version(),
                wording.locale().toLanguageTag(),
                wording.sha256(),
                shownBy,
                wording.purposes());
    }
}
