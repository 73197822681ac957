package io.nachweis.consent.decision;

import static io.nachweis.consent.decision.ConsentExamples.allowedSinceSignUpAt;
import static io.nachweis.consent.decision.ConsentExamples.at;
import static io.nachweis.consent.decision.ConsentExamples.disown;
import static io.nachweis.consent.decision.ConsentExamples.letterReceived;
import static io.nachweis.consent.decision.ConsentExamples.refusedSince;
import static io.nachweis.consent.decision.ConsentExamples.signUp;
import static io.nachweis.consent.decision.ConsentExamples.unsubscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.consent.decision.ConsentCommand.DisownWithdrawal;
import io.nachweis.consent.decision.ConsentCommand.GiveConsent;
import io.nachweis.consent.decision.ConsentCommand.WithdrawConsent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Services, desk and broker deliver as they can; the answer depends on what people did and on nothing else. */
class HearingFactsInAnyOrderTest {

    private static final List<ConsentCommand> A_MORNING = List.of(
            signUp(8),
            unsubscribe(9),
            letterReceived(9, 12),
            signUp(10),
            unsubscribe(11),
            signUp(11),
            letterReceived(13, 13),
            disown(13),
            signUp(12));

    /** Every selection of the morning's deeds; each is then heard in every order. */
    static Stream<List<ConsentCommand>> selections() {
        return Stream.iterate(1, bits -> bits < 1 << A_MORNING.size(), bits -> bits + 1)
                .map(bits -> Stream.iterate(0, i -> i < A_MORNING.size(), i -> i + 1)
                        .filter(i -> (bits >> i & 1) == 1)
                        .map(A_MORNING::get)
                        .toList())
                .filter(selection -> selection.size() <= 5);
    }

    @ParameterizedTest
    @MethodSource("selections")
    void gives_the_answer_of_the_merge_rule(List<ConsentCommand> deeds) {
        ConsentOutcome expected = byTheRule(deeds);

        assertThat(orders(deeds))
                .allSatisfy(order -> assertThat(outcomeOf(order)).isEqualTo(expected));
    }

    @ParameterizedTest
    @MethodSource("selections")
    void gives_the_same_answer_when_every_fact_is_told_again(List<ConsentCommand> deeds) {
        List<ConsentCommand> twice =
                Stream.concat(deeds.stream(), deeds.reversed().stream()).toList();

        assertThat(eventsOf(twice)).hasSameSizeAs(eventsOf(deeds));
        assertThat(outcomeOf(twice)).isEqualTo(byTheRule(deeds));
    }

    @Test
    void of_two_sign_ups_requested_at_once_the_one_completed_later_counts() {
        GiveConsent slow = signUp(8);
        GiveConsent quick = new GiveConsent(
                slow.consent(),
                slow.subject(),
                slow.controller(),
                slow.purpose(),
                slow.source(),
                "another fact",
                "another sign-up",
                slow.requestedAt(),
                slow.givenAt().minus(Duration.ofMinutes(5)),
                slow.wording(),
                slow.wordingSha256());

        assertThat(orders(List.of(slow, quick)))
                .allSatisfy(order -> assertThat(outcomeOf(order)).isEqualTo(allowedSinceSignUpAt(8)));
    }

    /** The newsletter service names the sign-ups that its own withdrawals end; where the desk's belong may depend. */
    @ParameterizedTest
    @MethodSource("selections")
    void gives_the_same_end_of_each_sign_up(List<ConsentCommand> deeds) {
        Map<String, Instant> expected = endsOf(deeds);

        assertThat(orders(deeds)).allSatisfy(order -> assertThat(endsOf(order)).isEqualTo(expected));
    }

    private static Map<String, Instant> endsOf(List<ConsentCommand> order) {
        Map<String, Instant> ends = new HashMap<>(EndOfConsent.of(eventsOf(order), at(100)));
        ends.keySet()
                .retainAll(
                        only(order, GiveConsent.class).map(GiveConsent::signUp).toList());
        return ends;
    }

    @Test
    void an_old_confirmation_never_brings_back_what_was_withdrawn() {
        assertThat(outcomeOf(List.of(signUp(10), unsubscribe(11), signUp(8)))).isEqualTo(refusedSince(11));
    }

    /** The rule in the words of the design: a withdrawal beats every grant whose sign-up is not later than it. */
    private static ConsentOutcome byTheRule(List<ConsentCommand> deeds) {
        Optional<WithdrawConsent> lastWithdrawal =
                withdrawals(deeds).reduce((a, b) -> b.receivedAt().isAfter(a.receivedAt()) ? b : a);
        return only(deeds, GiveConsent.class)
                .filter(grant -> withdrawals(deeds)
                        .noneMatch(withdrawal -> !grant.requestedAt().isAfter(withdrawal.receivedAt())))
                .reduce((a, b) -> b.requestedAt().isAfter(a.requestedAt()) ? b : a)
                .map(grant -> new ConsentOutcome(true, grant.givenAt()))
                .or(() -> lastWithdrawal.map(withdrawal -> new ConsentOutcome(false, withdrawal.receivedAt())))
                .or(() -> only(deeds, DisownWithdrawal.class)
                        .findFirst()
                        .map(disowning -> new ConsentOutcome(false, disowning.receivedAt())))
                .orElseThrow();
    }

    private static Stream<WithdrawConsent> withdrawals(List<ConsentCommand> deeds) {
        return only(deeds, WithdrawConsent.class)
                .filter(withdrawal -> only(deeds, DisownWithdrawal.class)
                        .noneMatch(disowning -> disowning.channel() == withdrawal.channel()
                                && disowning.receivedAt().equals(withdrawal.receivedAt())));
    }

    private static ConsentOutcome outcomeOf(List<ConsentCommand> order) {
        return eventsOf(order).getLast().outcome();
    }

    private static List<ConsentEvent> eventsOf(List<ConsentCommand> order) {
        List<ConsentEvent> events = new ArrayList<>();
        ConsentState state = ConsentState.UNDECIDED;
        for (ConsentCommand command : order) {
            List<ConsentEvent> decided = state.decide(command);
            for (ConsentEvent event : decided) {
                state = state.evolve(event);
            }
            events.addAll(decided);
        }
        return events;
    }

    private static Stream<List<ConsentCommand>> orders(List<ConsentCommand> deeds) {
        if (deeds.size() <= 1) {
            return Stream.of(deeds);
        }
        return deeds.stream()
                .flatMap(first -> orders(
                                deeds.stream().filter(d -> !d.equals(first)).toList())
                        .map(rest ->
                                Stream.concat(Stream.of(first), rest.stream()).toList()));
    }

    private static <T> Stream<T> only(List<ConsentCommand> deeds, Class<T> type) {
        return deeds.stream().filter(type::isInstance).map(type::cast);
    }
}
