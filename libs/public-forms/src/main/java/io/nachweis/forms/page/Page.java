package io.nachweis.forms.page;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What a page says; its words stand in {@code messages.properties} under {@code name}.
 *
 * @param policy null where no controller is known
 * @param about the list that it is about, if it is about one
 * @param wordings what the person is asked about
 * @param question null when nothing is asked
 * @param preferences the token of the page that leads on from here, if any
 * @param facts what stands in the gaps of its text, such as a day
 */
public record Page(
        HttpStatus status,
        String name,
        Locale locale,
        @Nullable ControllerPolicy policy,
        @Nullable String about,
        List<Wording> wordings,
        @Nullable Question question,
        @Nullable String preferences,
        List<String> facts) {

    /** Agrees to wordings, those that are left ticked. */
    public static final String CONFIRM = "confirm";

    /**
     * What a page asks.
     *
     * @param token goes back with the answer
     * @param answerTo where the answer goes, beside this page
     * @param actions the answers one can give, as buttons, in order
     * @param main the button that stands out
     * @param nonce comes back with the answer and shows that this page was looked at; null where that does not matter
     * @param asksForCode whether the digits of the mail are typed here
     * @param chosen the wordings that were left ticked, where this was asked before; null for all
     */
    public record Question(
            String token,
            String answerTo,
            List<String> actions,
            String main,
            @Nullable String nonce,
            boolean asksForCode,
            @Nullable Set<String> chosen) {

        public boolean isChosen(Wording wording) {
            return chosen == null || chosen.contains(wording.id());
        }
    }

    /** A page that only says something. */
    public static Page saying(HttpStatus status, String name, Locale locale, @Nullable ControllerPolicy policy) {
        return new Page(status, name, locale, policy, null, List.of(), null, null, List.of());
    }

    /** A page that asks something about wordings; the first action stands out. */
    public static Page asking(
            String name,
            Locale locale,
            ControllerPolicy policy,
            List<Wording> wordings,
            String token,
            String answerTo,
            String... actions) {
        return new Page(
                HttpStatus.OK,
                name,
                locale,
                policy,
                null,
                wordings,
                new Question(token, answerTo, List.of(actions), actions[0], null, false, null),
                null,
                List.of());
    }

    /** Whether each wording can be agreed to without the others. */
    public boolean isChoice() {
        return wordings.size() > 1 && question != null && question.actions().contains(CONFIRM);
    }

    public Page withMain(String action) {
        return with(asked -> new Question(
                asked.token, asked.answerTo, asked.actions, action, asked.nonce, asked.asksForCode, asked.chosen));
    }

    public Page withNonce(String fresh) {
        return with(asked -> new Question(
                asked.token, asked.answerTo, asked.actions, asked.main, fresh, asked.asksForCode, asked.chosen));
    }

    public Page withCode() {
        return with(asked ->
                new Question(asked.token, asked.answerTo, asked.actions, asked.main, asked.nonce, true, asked.chosen));
    }

    public Page keeping(@Nullable Set<String> choice) {
        return with(asked -> new Question(
                asked.token, asked.answerTo, asked.actions, asked.main, asked.nonce, asked.asksForCode, choice));
    }

    public Page about(@Nullable String list) {
        return new Page(status, name, locale, policy, list, wordings, question, preferences, facts);
    }

    public Page with(HttpStatus other) {
        return new Page(other, name, locale, policy, about, wordings, question, preferences, facts);
    }

    public Page leadingTo(String preferencesToken) {
        return new Page(status, name, locale, policy, about, wordings, question, preferencesToken, facts);
    }

    public Page stating(String... known) {
        return new Page(status, name, locale, policy, about, wordings, question, preferences, List.of(known));
    }

    private Page with(UnaryOperator<Question> change) {
        return question == null
                ? this
                : new Page(status, name, locale, policy, about, wordings, change.apply(question), preferences, facts);
    }
}
