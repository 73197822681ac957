package io.nachweis.lead.decision;

import static io.nachweis.lead.decision.EnquiryExamples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Refusal;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryAnswered;
import java.time.Duration;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class EnquiringTest {

    private static final Duration A_DAY = Duration.ofDays(1);

    private final FixtureConfiguration<Enquiry> enquiry = new AggregateTestFixture<>(Enquiry.class);

    @Test
    void opens_a_case() {
        enquiry.givenNoPriorActivity().when(receive()).expectEvents(received());
    }

    @Test
    void can_be_answered_more_than_once() {
        enquiry.given(received()).when(answer(after(A_DAY))).expectEvents(answered(after(A_DAY)));
        var earlier = new EnquiryAnswered(
                ENQUIRY, "idm", new UUID(3, 2), received().subject(), Personal.of("One moment."), NOON);
        enquiry.given(received(), earlier).when(answer(after(A_DAY))).expectEvents(answered(after(A_DAY)));
    }

    @Test
    void ends_with_its_closing() {
        enquiry.given(received()).when(close(after(A_DAY))).expectEvents(closed(after(A_DAY)));
        enquiry.given(received(), closed(NOON)).when(close(after(A_DAY))).expectNoEvents();
        enquiry.given(received(), closed(NOON)).when(answer(after(A_DAY))).expectException(Refusal.class);
    }

    @Test
    void is_over_when_it_was_forgotten() {
        enquiry.given(received(), expired(NOON)).when(answer(after(A_DAY))).expectNoEvents();
        assertThat(state(receivedFrom(SubjectId.ERASED)).known())
                .as("its person was erased")
                .isEmpty();
    }
}
