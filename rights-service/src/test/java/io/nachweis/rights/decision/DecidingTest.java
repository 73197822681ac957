package io.nachweis.rights.decision;

import static io.nachweis.rights.decision.Examples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.rights.decision.RightsCommand.AnswerRequest;
import io.nachweis.rights.decision.RightsCommand.CloseRequest;
import io.nachweis.rights.decision.RightsCommand.DisownRequest;
import io.nachweis.rights.decision.RightsCommand.ExtendPeriod;
import io.nachweis.rights.decision.RightsCommand.LapseRequest;
import io.nachweis.rights.decision.RightsCommand.OrderErasure;
import io.nachweis.rights.decision.RightsCommand.ProveIdentity;
import io.nachweis.rights.decision.RightsCommand.ProveMailbox;
import io.nachweis.rights.decision.RightsCommand.RecordFetched;
import io.nachweis.rights.decision.RightsCommand.RefuseRequest;
import io.nachweis.rights.decision.RightsEvent.ErasureReported;
import io.nachweis.rights.decision.RightsEvent.RequestAnswered;
import io.nachweis.rights.decision.RightsEvent.RequestReceived;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecidingTest {

    private static final ProveMailbox PROVE = new ProveMailbox(REQUEST, TUESDAY);
    private static final OrderErasure ORDER = new OrderErasure(REQUEST, List.of("consent", "newsletter"), TUESDAY);

    private RightsState state = new RightsState.Unknown();

    @Test
    void a_request_is_received_once() {
        assertThat(does(receive(RequestKind.ACCESS))).hasSize(1);
        assertThat(does(receive(RequestKind.ERASURE))).isEmpty();
        assertThat(request().kind()).isEqualTo(RequestKind.ACCESS);
    }

    @Test
    void nothing_can_be_done_about_what_was_never_received() {
        assertThat(does(PROVE)).isEmpty();
        assertThat(does(ORDER)).isEmpty();
    }

    @Test
    void nothing_is_answered_before_somebody_has_shown_who_they_are() {
        does(receive(RequestKind.ACCESS));
        assertThat(does(answer(RequestOutcome.DATA_READY))).isEmpty();
        assertThat(does(ORDER)).isEmpty();
    }

    @Test
    void an_access_request_is_proven_answered_and_fetched_as_often_as_one_likes() {
        does(receive(RequestKind.ACCESS), PROVE);
        assertThat(does(PROVE)).isEmpty();
        assertThat(does(fetch())).isEmpty();
        assertThat(does(answer(RequestOutcome.DATA_READY))).hasSize(1);
        assertThat(does(answer(RequestOutcome.DATA_READY))).isEmpty();
        assertThat(does(fetch())).hasSize(1);
        assertThat(does(fetch())).hasSize(1);
    }

    @Test
    void an_erasure_is_ordered_once_and_answered_by_the_last_report() {
        does(receive(RequestKind.ERASURE), PROVE);
        assertThat(does(ORDER)).hasSize(1);
        assertThat(does(ORDER)).isEmpty();
        assertThat(does(answer(RequestOutcome.NOTHING_HELD))).isEmpty();
        assertThat(does(report("newsletter"))).singleElement().isInstanceOf(ErasureReported.class);
        assertThat(does(report("newsletter"))).isEmpty();
        assertThat(does(report("stranger"))).isEmpty();
        assertThat(does(report("another", PERSON, "consent"))).isEmpty();
        assertThat(does(report("idm", SubjectId.of("1." + "E".repeat(43)), "consent")))
                .isEmpty();
        assertThat(request().awaited()).containsExactly("consent");
        assertThat(does(report("consent")))
                .satisfiesExactly(
                        event -> assertThat(event).isInstanceOf(ErasureReported.class),
                        event -> assertThat(((RequestAnswered) event).outcome()).isEqualTo(RequestOutcome.ERASED));
        assertThat(does(report("consent"))).isEmpty();
    }

    @Test
    void nothing_is_erased_for_who_asked_for_something_else() {
        does(receive(RequestKind.ACCESS), PROVE);
        assertThat(does(ORDER)).isEmpty();
    }

    @Test
    void whoever_did_not_ask_ends_the_request_before_it_is_proven() {
        does(receive(RequestKind.ERASURE));
        assertThat(does(new DisownRequest(REQUEST, TUESDAY))).hasSize(1);
        assertThat(does(PROVE)).isEmpty();
    }

    @Test
    void a_withdrawal_is_answered_without_proof_and_neither_refused_nor_left_to_lapse() {
        does(receive(RequestKind.WITHDRAWAL));
        assertThat(does(new RefuseRequest(REQUEST, REASON, TUESDAY))).isEmpty();
        assertThat(does(new LapseRequest(REQUEST, LapseNotice.MAIL, TUESDAY))).isEmpty();
        assertThat(does(answer(RequestOutcome.NOTHING_HELD))).isEmpty();
        assertThat(does(answer(RequestOutcome.WITHDRAWN))).hasSize(1);
        assertThat(does(answer(RequestOutcome.WITHDRAWN))).isEmpty();
    }

    @Test
    void whoever_did_not_withdraw_undoes_it_once_whenever_they_say_so() {
        does(receive(RequestKind.WITHDRAWAL));
        RightsState received = state;
        var disown = new DisownRequest(REQUEST, TUESDAY);
        for (List<RightsCommand> before : List.of(
                List.<RightsCommand>of(),
                List.<RightsCommand>of(PROVE),
                List.<RightsCommand>of(answer(RequestOutcome.WITHDRAWN)),
                List.<RightsCommand>of(
                        answer(RequestOutcome.WITHDRAWN), new CloseRequest(REQUEST, Ending.DONE, TUESDAY)))) {
            state = received;
            does(before.toArray(RightsCommand[]::new));
            assertThat(request().withdraws()).isTrue();
            assertThat(does(disown)).hasSize(1);
            assertThat(request().isUndone()).isTrue();
            assertThat(does(disown)).isEmpty();
            assertThat(does(answer(RequestOutcome.WITHDRAWN))).isEmpty();
        }
    }

    @Test
    void what_is_answered_otherwise_is_not_disowned() {
        does(receive(RequestKind.ACCESS), PROVE, answer(RequestOutcome.NOTHING_HELD));
        assertThat(does(new DisownRequest(REQUEST, TUESDAY))).isEmpty();
    }

    @Test
    void more_proof_opens_an_answer_again() {
        does(receive(RequestKind.ACCESS), PROVE, answer(RequestOutcome.NOTHING_HELD));
        assertThat(does(new ProveIdentity(REQUEST, REASON, TUESDAY))).hasSize(1);
        assertThat(does(new ProveIdentity(REQUEST, REASON, TUESDAY))).isEmpty();
        assertThat(request().isIdentified()).isTrue();
        assertThat(does(answer(RequestOutcome.DATA_READY))).hasSize(1);
    }

    @Test
    void the_desk_refuses_what_is_not_answered_yet() {
        does(receive(RequestKind.ACCESS), PROVE);
        assertThat(does(new RefuseRequest(REQUEST, REASON, TUESDAY))).hasSize(1);
        assertThat(does(answer(RequestOutcome.DATA_READY))).isEmpty();
        assertThat(does(new RefuseRequest(REQUEST, REASON, TUESDAY))).isEmpty();
    }

    @Test
    void the_period_is_extended_once_and_within_it() {
        does(receive(RequestKind.ACCESS));
        assertThat(does(new ExtendPeriod(REQUEST, REASON, LATER, DUE.until()))).isEmpty();
        assertThat(does(new ExtendPeriod(REQUEST, REASON, LATER, TUESDAY))).hasSize(1);
        assertThat(request().deadline()).isEqualTo(LATER);
        assertThat(does(new ExtendPeriod(REQUEST, REASON, LATER, TUESDAY))).isEmpty();
    }

    @Test
    void an_answer_that_is_owed_is_not_closed_away() {
        does(receive(RequestKind.ACCESS));
        assertThat(does(new CloseRequest(REQUEST, Ending.DONE, TUESDAY))).isEmpty();
        does(PROVE);
        assertThat(does(new CloseRequest(REQUEST, Ending.NEVER_PROVEN, TUESDAY)))
                .isEmpty();
        does(answer(RequestOutcome.NOTHING_HELD));
        assertThat(does(new CloseRequest(REQUEST, Ending.DONE, TUESDAY))).hasSize(1);
    }

    @Test
    void what_nobody_proved_lapses_before_it_is_closed() {
        does(receive(RequestKind.ACCESS));
        var close = new CloseRequest(REQUEST, Ending.NEVER_PROVEN, TUESDAY);
        assertThat(does(close)).isEmpty();
        assertThat(does(new LapseRequest(REQUEST, LapseNotice.LIMIT, DUE.until())))
                .hasSize(1);
        assertThat(request().lapse()).isEqualTo(LapseNotice.LIMIT);
        assertThat(does(PROVE)).isEmpty();
        assertThat(does(lapse(DUE.until()))).isEmpty();
        assertThat(does(close)).hasSize(1);
    }

    @Test
    void what_is_proven_does_not_lapse() {
        does(receive(RequestKind.ACCESS), PROVE);
        assertThat(does(lapse(DUE.until()))).isEmpty();
    }

    @Test
    void what_nobody_proved_lapses_when_the_time_for_it_is_over_and_not_before() {
        does(receive(RequestKind.ACCESS));
        assertThat(does(lapse(DUE.until().minusMillis(1)))).isEmpty();
        does(new ExtendPeriod(REQUEST, REASON, LATER, TUESDAY));
        assertThat(does(lapse(DUE.until()))).isEmpty();
        assertThat(does(lapse(LATER.until()))).hasSize(1);
    }

    @Test
    void nothing_is_put_on_record_about_somebody_who_is_erased() {
        var received =
                (RequestReceived) state.decide(receive(RequestKind.ACCESS)).getFirst();
        state = state.evolve(new RequestReceived(
                REQUEST,
                "idm",
                SubjectId.ERASED,
                new Personal.Erased<>(),
                received.kind(),
                received.intake(),
                received.locale(),
                received.receipt(),
                received.receivedAt(),
                received.recordedAt(),
                received.deadline()));
        assertThat(does(PROVE)).isEmpty();
    }

    private Case request() {
        return ((RightsState.Known) state).request();
    }

    /** What the last of them causes. */
    private List<RightsEvent> does(RightsCommand... commands) {
        List<RightsEvent> events = List.of();
        for (RightsCommand command : commands) {
            events = state.decide(command);
            for (RightsEvent event : events) {
                state = state.evolve(event);
            }
        }
        return events;
    }

    private static LapseRequest lapse(Instant at) {
        return new LapseRequest(REQUEST, LapseNotice.MAIL, at);
    }

    private static AnswerRequest answer(RequestOutcome outcome) {
        return new AnswerRequest(REQUEST, outcome, TUESDAY);
    }

    private static RecordFetched fetch() {
        return new RecordFetched(REQUEST, "ab".repeat(32), TUESDAY);
    }
}
