package io.nachweis.lead.decision;

import static io.nachweis.lead.decision.RelationshipExamples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Refusal;
import io.nachweis.event.SubjectId;
import io.nachweis.lead.decision.RelationshipCommand.RecordRelationship;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class RelatingTest {

    private final FixtureConfiguration<BusinessRelationship> relationship =
            new AggregateTestFixture<>(BusinessRelationship.class);

    @Test
    void begins() {
        relationship.givenNoPriorActivity().when(record(BUYER, null)).expectEvents(begun());
        relationship.givenNoPriorActivity().when(record(BUYER, LAST_DAY)).expectEvents(begun(), ended());
    }

    @Test
    void changes_only_when_something_else_is_said() {
        relationship.given(begun()).when(record(BUYER, null)).expectNoEvents();
        relationship.given(begun()).when(record(DIRECTOR, null)).expectEvents(changed());
        relationship.given(begun()).when(record(withoutAddress(BUYER), null)).expectNoEvents();
    }

    @Test
    void ends_and_goes_on_when_that_was_not_so() {
        relationship.given(begun()).when(record(BUYER, LAST_DAY)).expectEvents(ended());
        relationship.given(begun(), ended()).when(record(BUYER, LAST_DAY)).expectNoEvents();
        relationship.given(begun(), ended()).when(record(DIRECTOR, LAST_DAY)).expectEvents(changed());
        relationship.given(begun(), ended()).when(record(BUYER, null)).expectEvents(resumed());
    }

    @Test
    void is_with_one_person() {
        relationship
                .given(begun())
                .when(new RecordRelationship(RELATIONSHIP, "idm", ANOTHER, BUYER, null, NOON))
                .expectException(Refusal.class);
    }

    @Test
    void is_over_when_it_was_recorded_by_mistake() {
        relationship.given(begun()).when(revoke()).expectEvents(revoked());
        relationship.given(begun(), revoked()).when(revoke()).expectNoEvents();
        relationship.given(begun(), revoked()).when(record(BUYER, null)).expectNoEvents();
        assertThat(state(begunWith(SubjectId.ERASED)).known())
                .as("its person was erased")
                .isEmpty();
    }
}
