package io.nachweis.lead.intake;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.forms.FieldValues;
import io.nachweis.forms.Submission;
import io.nachweis.policy.Form;
import io.nachweis.policy.FormKind;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An enquiry form as it was filled in: what its definition asks for, checked. Whatever else was sent is not looked at. */
record AskedQuestion(
        Form form,
        EmailAddress email,
        @Nullable Personal<String> name,
        @Nullable Personal<String> company,
        @Nullable Personal<String> role,
        @Nullable Personal<String> phone,
        @Nullable Personal<Map<String, String>> others,
        Personal<String> message,
        Locale language) {

    private static final String MESSAGE = "message";

    static AskedQuestion read(Submission submission) {
        Form form = submission.form(FormKind.ENQUIRY);
        var values = new FieldValues(form, submission.fields());
        Personal<String> message = values.text(MESSAGE);
        if (message == null) {
            throw PlatformProblem.INVALID_FIELD.about(MESSAGE);
        }
        return new AskedQuestion(
                form,
                values.email(),
                values.text("name"),
                values.text("company"),
                values.text("role"),
                values.text("phone"),
                values.others("name", "company", "role", "phone", MESSAGE),
                message,
                submission.language());
    }
}
