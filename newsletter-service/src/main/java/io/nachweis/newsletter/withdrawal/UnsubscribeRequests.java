package io.nachweis.newsletter.withdrawal;

import io.nachweis.event.EmailAddress;
import io.nachweis.forms.admission.FormAdmission;
import io.nachweis.forms.admission.MailRateLimit;
import io.nachweis.newsletter.decision.Answer;
import io.nachweis.newsletter.decision.SubscriptionCommand.RequestUnsubscribeLink;
import io.nachweis.newsletter.link.SubscriptionHandles;
import io.nachweis.newsletter.link.Subscriptions;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.SubjectIds;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Puts on record that a link to withdraw by is to be mailed. Who has nothing to withdraw gets none, and nobody is told. */
@Component
class UnsubscribeRequests {

    private final SubjectIds subjectIds;
    private final SubscriptionHandles handles;
    private final Subscriptions subscriptions;
    private final FormAdmission admission;
    private final MailRateLimit mailLimit;
    private final CommandGateway commands;
    private final DomainClock clock;

    UnsubscribeRequests(
            SubjectIds subjectIds,
            SubscriptionHandles handles,
            Subscriptions subscriptions,
            FormAdmission admission,
            MailRateLimit mailLimit,
            CommandGateway commands,
            DomainClock clock) {
        this.subjectIds = subjectIds;
        this.handles = handles;
        this.subscriptions = subscriptions;
        this.admission = admission;
        this.mailLimit = mailLimit;
        this.commands = commands;
        this.clock = clock;
    }

    void take(ControllerPolicy policy, EmailAddress email) {
        Instant now = clock.now();
        admission.inTheSameTime(
                "unsubscribe-request",
                () -> handles.find(subjectIds.of(policy.id(), email))
                        .filter(this::hasSomethingToWithdraw)
                        .filter(_ -> mailLimit.take(policy, email, now))
                        .map(subscription ->
                                commands.<Answer>sendAndWait(new RequestUnsubscribeLink(subscription, now)))
                        .isPresent());
    }

    private boolean hasSomethingToWithdraw(UUID subscription) {
        return !subscriptions.state(subscription).inForce().isEmpty();
    }
}
