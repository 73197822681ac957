package io.nachweis.newsletter.page;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Wording;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What a page says; its words stand in {@code messages.properties} under {@code name}.
 *
 * @param policy null where no controller is known
 * @param wordings what the person is asked about
 * @param token goes back with the answer; null when nothing is asked
 * @param answerTo where the answer goes, beside this page
 * @param actions the answers one can give, as buttons, in order
 */
record Page(
        HttpStatus status,
        String name,
        Locale locale,
        @Nullable ControllerPolicy policy,
        List<Wording> wordings,
        @Nullable String token,
        @Nullable String answerTo,
        List<String> actions) {

    /** A page that only says something. */
    static Page saying(HttpStatus status, String name, Locale locale, @Nullable ControllerPolicy policy) {
        return new Page(status, name, locale, policy, List.of(), null, null, List.of());
    }

    static Page saying(String name, Visit visit) {
        return saying(HttpStatus.OK, name, visit.language(), visit.policy());
    }

    static Page asking(String name, Visit visit, String answerTo, String... actions) {
        return new Page(
                HttpStatus.OK,
                name,
                visit.language(),
                visit.policy(),
                visit.wordings(),
                visit.token(),
                answerTo,
                List.of(actions));
    }
}
