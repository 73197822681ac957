package io.nachweis.newsletter.pages;

import io.nachweis.newsletter.pages.PreferencesPage.OneList.State;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.FormKind;
import io.nachweis.policy.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person agreed to and could agree to, list by list.
 *
 * @param about the masked address
 * @param notice names what was just done, if something was
 */
record PreferencesPage(
        Locale locale,
        ControllerPolicy policy,
        String about,
        String token,
        @Nullable String notice,
        List<OneList> lists) {

    static final String WITHDRAW = "withdraw";
    static final String SUBSCRIBE = "subscribe";

    /**
     * One purpose.
     *
     * @param wording what would be agreed to; null where nothing is asked
     */
    record OneList(
            String purpose,
            String name,
            State state,
            @Nullable Wording wording) {

        enum State {
            AGREED,
            WAITING,
            OPEN,
            /** And on offer no longer. */
            WITHDRAWN;

            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        public @Nullable String getAction() {
            return switch (state) {
                case AGREED -> WITHDRAW;
                case OPEN -> SUBSCRIBE;
                case WAITING, WITHDRAWN -> null;
            };
        }
    }

    static PreferencesPage of(Visit visit, String maskedAddress, @Nullable String notice, Instant now) {
        ControllerPolicy policy = visit.policy();
        Stream<String> offered = offers(policy, visit.language()).flatMap(wording -> wording.purposes().stream());
        List<OneList> lists = Stream.concat(
                        offered, visit.state().inForce().keySet().stream().sorted())
                .distinct()
                .map(purpose -> list(visit, purpose, now))
                .toList();
        return new PreferencesPage(visit.language(), policy, maskedAddress, visit.token(), notice, lists);
    }

    private static OneList list(Visit visit, String purpose, Instant now) {
        Optional<Wording> offer = offer(visit.policy(), purpose, visit.language());
        State state = state(visit, purpose, offer.isPresent(), now);
        return new OneList(
                purpose,
                Names.of(visit.policy(), purpose, visit.language()),
                state,
                state == State.OPEN ? offer.orElseThrow() : null);
    }

    private static State state(Visit visit, String purpose, boolean isOffered, Instant now) {
        if (visit.state().inForce().containsKey(purpose)) {
            return State.AGREED;
        }
        if (visit.state().at(now).waitsFor(purpose)) {
            return State.WAITING;
        }
        return isOffered ? State.OPEN : State.WITHDRAWN;
    }

    /** The wording by which a purpose can be agreed to today. */
    static Optional<Wording> offer(ControllerPolicy policy, String purpose, Locale language) {
        return offers(policy, language)
                .filter(wording -> wording.purposes().contains(purpose))
                .findFirst();
    }

    /** Those that stand alone: what other forms say beside a document makes sense only there. */
    private static Stream<Wording> offers(ControllerPolicy policy, Locale language) {
        return policy.form(FormKind.PREFERENCES).stream().flatMap(form -> form.current(language).stream());
    }

    public String getName() {
        return "preferences.lists";
    }

    public boolean isAgreedToSeveral() {
        return lists.stream().filter(list -> list.state() == State.AGREED).count() > 1;
    }
}
