package io.nachweis.consent.notice;

import static java.util.Objects.requireNonNullElse;

import io.nachweis.policy.Explanation;
import java.util.Locale;
import org.springframework.context.MessageSource;

/** The words of a notice that are not the policy's, in a language. */
record NoticeWords(MessageSource messages, Locale language) {

    String say(String text, Object... gaps) {
        return messages.getMessage("notice." + text, gaps, language);
    }

    /** What a constant is called. */
    String name(String kind, Enum<?> constant) {
        return say(kind + "." + Explanation.key(constant));
    }

    /** What a field is called that no form of the policy asks for; its own name where it has no other. */
    String field(String field) {
        return requireNonNullElse(messages.getMessage("notice.field." + field, null, field, language), field);
    }

    String country(String country) {
        return Locale.of("", country).getDisplayCountry(language);
    }
}
