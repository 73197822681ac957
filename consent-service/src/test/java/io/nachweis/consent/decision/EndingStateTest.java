package io.nachweis.consent.decision;

import static io.nachweis.consent.decision.ConsentExamples.allowedSinceSignUpAt;
import static io.nachweis.consent.decision.ConsentExamples.endState;
import static io.nachweis.consent.decision.ConsentExamples.given;
import static io.nachweis.consent.decision.ConsentExamples.letterReceived;
import static io.nachweis.consent.decision.ConsentExamples.refusedSince;
import static io.nachweis.consent.decision.ConsentExamples.signUp;
import static io.nachweis.consent.decision.ConsentExamples.stateEnded;
import static io.nachweis.consent.decision.ConsentExamples.unsubscribe;
import static io.nachweis.consent.decision.ConsentExamples.withdrawn;
import static io.nachweis.consent.decision.ConsentExamples.withdrawnUnknown;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EndingStateTest {

    private static final ConsentEvent GIVEN = given(signUp(8), allowedSinceSignUpAt(8));
    private static final ConsentEvent WITHDRAWN = withdrawn(unsubscribe(9), refusedSince(9));
    private static final ConsentEvent ENDED = stateEnded(8, refusedSince(9));

    @Test
    void ends_what_others_were_told_once() {
        assertThat(ending(GIVEN, WITHDRAWN)).containsExactly(ENDED);
        assertThat(ending(GIVEN, WITHDRAWN, ENDED)).isEmpty();
    }

    @Test
    void ends_it_again_when_others_were_told_again() {
        ConsentEvent again = given(signUp(10), allowedSinceSignUpAt(10));
        assertThat(ending(GIVEN, WITHDRAWN, ENDED, again)).containsExactly(stateEnded(8, allowedSinceSignUpAt(10)));
    }

    @Test
    void ends_nothing_where_others_were_told_nothing() {
        ConsentEvent unknown = withdrawnUnknown(letterReceived(9, 9), refusedSince(9));
        assertThat(ending(unknown)).isEmpty();
        assertThat(ending(unknown, given(signUp(8), refusedSince(9)))).isEmpty();
    }

    @Test
    void changes_nothing_of_what_was_decided() {
        assertThat(Standing.of(Stream.of(GIVEN, WITHDRAWN, ENDED)).outcome()).contains(refusedSince(9));
        assertThat(Standing.of(Stream.of(GIVEN, WITHDRAWN, ENDED)).decide(signUp(8)))
                .isEmpty();
    }

    private static List<ConsentEvent> ending(ConsentEvent... history) {
        return Stream.of(history)
                .reduce(ConsentState.UNDECIDED, ConsentState::evolve, (_, last) -> last)
                .decide(endState(8));
    }
}
