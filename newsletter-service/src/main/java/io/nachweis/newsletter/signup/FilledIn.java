package io.nachweis.newsletter.signup;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.newsletter.decision.ShownBy;
import io.nachweis.newsletter.decision.WordingShown;
import io.nachweis.personal.EmailAddress;
import io.nachweis.personal.Personal;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Field;
import io.nachweis.policy.ControllerPolicy.Form;
import io.nachweis.policy.ControllerPolicy.Wording;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A form as it was filled in: what its definition asks for, checked. Whatever else was sent is not looked at. */
record FilledIn(
        Form form,
        EmailAddress email,
        @Nullable Personal<String> company,
        @Nullable Personal<String> role,
        List<WordingShown> wordings) {

    private static final String CONSENTS = "consents";
    private static final String EMAIL = "email";
    private static final int INSTEAD_OF_WHAT_IS_NO_UTF_8 = 0xFFFD;

    /** @param shownByUs whether the sign-up proves that this wording came from us */
    static FilledIn read(ControllerPolicy policy, Fields fields, Predicate<Wording> shownByUs) {
        List<String> consents = fields.all(CONSENTS).stream().distinct().toList();
        if (consents.isEmpty()) {
            throw PlatformProblem.INVALID_FIELD.about(CONSENTS);
        }
        Form form = formOf(policy, consents.getFirst());
        List<WordingShown> wordings = consents.stream()
                .map(id -> form.wording(id).orElseThrow(() -> PlatformProblem.UNKNOWN_WORDING.about(CONSENTS)))
                .map(wording -> shown(wording, shownByUs.test(wording) ? ShownBy.US : ShownBy.SITE))
                .toList();
        return new FilledIn(
                form, email(form, fields), text("company", form, fields), text("role", form, fields), wordings);
    }

    /** As if the form had this one wording and nothing but the address to fill in. */
    static FilledIn on(ControllerPolicy policy, EmailAddress email, Wording wording) {
        return new FilledIn(formOf(policy, wording.id()), email, null, null, List.of(shown(wording, ShownBy.US)));
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

    private static EmailAddress email(Form form, Fields fields) {
        String value = value(EMAIL, form, fields);
        if (value == null) {
            throw PlatformProblem.INVALID_FIELD.about(EMAIL);
        }
        try {
            return EmailAddress.of(value);
        } catch (IllegalArgumentException _) {
            throw PlatformProblem.INVALID_FIELD.about(EMAIL);
        }
    }

    private static @Nullable Personal<String> text(String name, Form form, Fields fields) {
        String value = value(name, form, fields);
        return value == null ? null : Personal.of(value);
    }

    /** Null unless the form asks for the field and it was filled in. */
    private static @Nullable String value(String name, Form form, Fields fields) {
        Field field = form.fields().get(name);
        if (field == null) {
            return null;
        }
        String value = fields.one(name);
        boolean acceptable = value == null
                ? !field.required()
                : value.length() <= field.maxLength() && value.codePoints().allMatch(FilledIn::isPrintable);
        if (!acceptable) {
            throw PlatformProblem.INVALID_FIELD.about(name);
        }
        return value;
    }

    private static boolean isPrintable(int codePoint) {
        return codePoint != INSTEAD_OF_WHAT_IS_NO_UTF_8
                && switch (Character.getType(codePoint)) {
                    case Character.CONTROL,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE,
                            Character.UNASSIGNED -> false;
                    default -> true;
                };
    }
}
