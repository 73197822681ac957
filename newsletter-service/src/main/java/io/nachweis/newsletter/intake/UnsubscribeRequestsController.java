package io.nachweis.newsletter.intake;

import io.nachweis.event.CommandResult;
import io.nachweis.event.EmailAddress;
import io.nachweis.forms.FormIntake;
import io.nachweis.forms.LinkForm;
import io.nachweis.forms.admission.Admitted;
import io.nachweis.forms.admission.AdmittedAppend;
import io.nachweis.newsletter.decision.SubscriptionCommand.RequestUnsubscribeLink;
import io.nachweis.newsletter.link.SubscriptionHandles;
import io.nachweis.newsletter.link.Subscriptions;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.starter.SubjectIds;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes the address of who wants to unsubscribe and has lost the mail. Who has nothing to withdraw gets none. */
@RestController
@RequestMapping("/api/v1/{controller}/unsubscribe-requests")
class UnsubscribeRequestsController extends LinkForm {

    private final SubjectIds subjectIds;
    private final SubscriptionHandles handles;
    private final Subscriptions subscriptions;
    private final CommandGateway commands;

    UnsubscribeRequestsController(
            FormIntake intake,
            SubjectIds subjectIds,
            SubscriptionHandles handles,
            Subscriptions subscriptions,
            CommandGateway commands) {
        super(intake);
        this.subjectIds = subjectIds;
        this.handles = handles;
        this.subscriptions = subscriptions;
        this.commands = commands;
    }

    @Override
    protected Optional<AdmittedAppend> find(ControllerPolicy policy, EmailAddress email) {
        return handles.find(subjectIds.of(policy.id(), email))
                .filter(this::hasSomethingToWithdraw)
                .map(subscription -> admitted -> append(subscription, admitted));
    }

    private boolean hasSomethingToWithdraw(UUID subscription) {
        return !subscriptions.state(subscription).inForce().isEmpty();
    }

    private boolean append(UUID subscription, Admitted admitted) {
        commands.<CommandResult>sendAndWait(new RequestUnsubscribeLink(subscription, admitted.at()));
        return true;
    }
}
