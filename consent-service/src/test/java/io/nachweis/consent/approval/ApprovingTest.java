package io.nachweis.consent.approval;

import static io.nachweis.consent.approval.ApprovalExamples.ANNA;
import static io.nachweis.consent.approval.ApprovalExamples.APPROVAL;
import static io.nachweis.consent.approval.ApprovalExamples.BEN;
import static io.nachweis.consent.approval.ApprovalExamples.EXPIRES;
import static io.nachweis.consent.approval.ApprovalExamples.NINE;
import static io.nachweis.consent.approval.ApprovalExamples.carriedOut;
import static io.nachweis.consent.approval.ApprovalExamples.decides;
import static io.nachweis.consent.approval.ApprovalExamples.granted;
import static io.nachweis.consent.approval.ApprovalExamples.objected;
import static io.nachweis.consent.approval.ApprovalExamples.outdated;
import static io.nachweis.consent.approval.ApprovalExamples.requested;
import static io.nachweis.consent.approval.ApprovalExamples.takenBack;
import static io.nachweis.consent.approval.Decision.APPROVE;
import static io.nachweis.consent.approval.Decision.OBJECT;
import static io.nachweis.consent.approval.Decision.TAKE_BACK;

import io.nachweis.consent.approval.ApprovalCommand.CarriedOut;
import io.nachweis.consent.approval.ApprovalCommand.EndOutdated;
import io.nachweis.consent.approval.ApprovalCommand.RequestApproval;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.contracts.Problem;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.Matcher;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done by two people is asked for by one and approved by another. */
class ApprovingTest {

    private final FixtureConfiguration<Approval> approval = new AggregateTestFixture<>(Approval.class);

    @Test
    void is_asked_for() {
        approval.givenNoPriorActivity().when(new RequestApproval(requested())).expectEvents(requested());
    }

    @Test
    void is_for_a_second_person() {
        approval.given(requested()).when(decides(APPROVE, BEN, "approver")).expectEvents(granted());
    }

    @Test
    void is_not_for_who_asked() {
        approval.given(requested())
                .when(decides(APPROVE, ANNA, "approver", "privacy-desk"))
                .expectException(refusal(ApprovalProblem.OWN_REQUEST));
    }

    /** Whoever watches over the deciding does not decide (Art. 38(6) GDPR), whatever else they are. */
    @Test
    void is_never_for_the_officer() {
        approval.given(requested())
                .when(decides(APPROVE, BEN, "dpo"))
                .expectException(refusal(ApprovalProblem.OFFICER_CANNOT_APPROVE));
        approval.given(requested())
                .when(decides(APPROVE, BEN, "approver", "dpo"))
                .expectException(refusal(ApprovalProblem.OFFICER_CANNOT_APPROVE));
    }

    @Test
    void is_not_for_the_desk() {
        approval.given(requested())
                .when(decides(APPROVE, BEN, "privacy-desk"))
                .expectException(refusal(PlatformProblem.FORBIDDEN));
    }

    @Test
    void the_officer_and_an_approver_can_object() {
        approval.given(requested()).when(decides(OBJECT, BEN, "dpo")).expectEvents(objected("dpo"));
        approval.given(requested()).when(decides(OBJECT, BEN, "approver")).expectEvents(objected("approver"));
        approval.given(requested())
                .when(decides(OBJECT, BEN, "privacy-desk"))
                .expectException(refusal(PlatformProblem.FORBIDDEN));
    }

    @Test
    void who_asked_can_take_it_back() {
        approval.given(requested())
                .when(decides(TAKE_BACK, ANNA, "privacy-desk"))
                .expectEvents(takenBack());
        approval.given(requested())
                .when(decides(TAKE_BACK, BEN, "privacy-desk"))
                .expectException(refusal(PlatformProblem.FORBIDDEN));
    }

    @Test
    void is_in_time_until_it_expires() {
        approval.given(requested())
                .when(decides(APPROVE, BEN, EXPIRES.minusNanos(1_000), "approver"))
                .expectSuccessfulHandlerExecution();
        approval.given(requested())
                .when(decides(APPROVE, BEN, EXPIRES, "approver"))
                .expectException(refusal(ApprovalProblem.APPROVAL_EXPIRED));
        approval.given(requested())
                .when(decides(OBJECT, BEN, EXPIRES.plus(Duration.ofDays(1)), "dpo"))
                .expectException(refusal(ApprovalProblem.APPROVAL_EXPIRED));
    }

    static Stream<List<ApprovalEvent>> decided() {
        return Stream.of(
                List.of(granted()),
                List.of(objected("dpo")),
                List.of(takenBack()),
                List.of(outdated()),
                List.of(granted(), carriedOut()),
                List.of(granted(), outdated()));
    }

    @ParameterizedTest
    @MethodSource("decided")
    void is_decided_once(List<ApprovalEvent> events) {
        approval.given(requested())
                .andGiven(events)
                .when(decides(APPROVE, BEN, "approver"))
                .expectException(refusal(ApprovalProblem.APPROVAL_DECIDED));
        approval.given(requested())
                .andGiven(events)
                .when(decides(TAKE_BACK, ANNA, "privacy-desk"))
                .expectException(refusal(ApprovalProblem.APPROVAL_DECIDED));
    }

    @Test
    void is_used_once() {
        approval.given(requested(), granted())
                .when(new CarriedOut(APPROVAL, NINE))
                .expectEvents(carriedOut());
        approval.given(requested(), granted(), carriedOut())
                .when(new CarriedOut(APPROVAL, NINE))
                .expectNoEvents();
        approval.given(requested()).when(new CarriedOut(APPROVAL, NINE)).expectNoEvents();
        approval.given(requested(), objected("dpo"))
                .when(new CarriedOut(APPROVAL, NINE))
                .expectNoEvents();
    }

    @Test
    void ends_when_something_else_would_be_done() {
        approval.given(requested()).when(new EndOutdated(APPROVAL, NINE)).expectEvents(outdated());
        approval.given(requested(), granted())
                .when(new EndOutdated(APPROVAL, NINE))
                .expectEvents(outdated());
        approval.given(requested(), granted(), carriedOut())
                .when(new EndOutdated(APPROVAL, NINE))
                .expectNoEvents();
    }

    private static Matcher<Object> refusal(Problem problem) {
        return Matchers.hasProperty("message", Matchers.is(problem.slug()));
    }
}
