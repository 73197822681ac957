package io.nachweis.mail;

import static io.nachweis.mail.Examples.refused;
import static io.nachweis.mail.Examples.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nachweis.mail.MailEvent.MailSent;
import io.nachweis.mail.MailRecord.RecordOutcome;
import io.nachweis.personal.PersonalComponents;
import io.nachweis.personal.PersonalComponents.Component;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class RecordingMailsTest {

    private final FixtureConfiguration<MailRecord> mail = new AggregateTestFixture<>(MailRecord.class);

    @Test
    void keeps_what_the_mail_server_answered() {
        mail.givenNoPriorActivity().when(new RecordOutcome(sent("250 OK"))).expectEvents(sent("250 OK"));
    }

    @Test
    void keeps_that_a_recipient_was_refused() {
        mail.givenNoPriorActivity().when(new RecordOutcome(refused("5.1.1"))).expectEvents(refused("5.1.1"));
    }

    @Test
    void keeps_the_first_outcome_of_a_mail() {
        mail.given(sent("250 OK"))
                .when(new RecordOutcome(sent("250 OK again")))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
        mail.given(sent("250 OK")).when(new RecordOutcome(refused("5.1.1"))).expectNoEvents();
    }

    @Test
    void never_makes_a_key_for_somebody_who_was_forgotten() {
        assertThat(PersonalComponents.of(MailSent.class).components())
                .allMatch(Component::existingKey)
                .extracting(Component::name, Component::categoryName, Component::caseName)
                .containsExactly(tuple("subject", "category", "caseId"), tuple("smtpReply", "category", "caseId"));
    }
}
