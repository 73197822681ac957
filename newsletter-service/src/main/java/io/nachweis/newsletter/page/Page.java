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
 * @param about the list that it is about, if it is about one
 * @param wordings what the person is asked about; where they are several, each can be left out
 * @param token goes back with the answer; null when nothing is asked
 * @param answerTo where the answer goes, beside this page
 * @param actions the answers one can give, as buttons, in order
 * @param preferences the token of the page that leads on from here, if any
 */
record Page(
        HttpStatus status,
        String name,
        Locale locale,
        @Nullable ControllerPolicy policy,
        @Nullable String about,
        List<Wording> wordings,
        @Nullable String token,
        @Nullable String answerTo,
        List<String> actions,
        @Nullable String preferences) {

    /** A page that only says something. */
    static Page saying(HttpStatus status, String name, Locale locale, @Nullable ControllerPolicy policy) {
        return new Page(status, name, locale, policy, null, List.of(), null, null, List.of(), null);
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
                null,
                visit.wordings(),
                visit.token(),
                answerTo,
                List.of(actions),
                null);
    }

    /** Whether each wording can be agreed to without the others. */
    public boolean isChoice() {
        return wordings.size() > 1 && actions.contains(ConfirmController.CONFIRM);
    }

    Page about(@Nullable String list) {
        return new Page(status, name, locale, policy, list, wordings, token, answerTo, actions, preferences);
    }

    Page leadingTo(String preferencesToken) {
        return new Page(status, name, locale, policy, about, wordings, token, answerTo, actions, preferencesToken);
    }
}
