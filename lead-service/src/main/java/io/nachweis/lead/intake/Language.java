package io.nachweis.lead.intake;

import io.nachweis.forms.Fields;
import io.nachweis.policy.ControllerPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Objects;

/** In which language somebody filled a form in, and so gets mails. */
final class Language {

    private static final String LOCALE = "locale";

    private Language() {}

    /** The controller's first where none is named that the controller speaks. */
    static Locale of(ControllerPolicy policy, Fields fields) {
        Locale wanted = Locale.forLanguageTag(Objects.requireNonNullElse(fields.one(LOCALE), ""));
        List<LanguageRange> ranges =
                wanted.getLanguage().isEmpty() ? List.of() : List.of(new LanguageRange(wanted.toLanguageTag()));
        return Objects.requireNonNullElse(
                Locale.lookup(ranges, policy.languages()), policy.languages().getFirst());
    }
}
