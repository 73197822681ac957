package io.nachweis.newsletter.intake;

import io.nachweis.event.CommandResult;
import io.nachweis.event.EmailAddress;
import io.nachweis.forms.Asked;
import io.nachweis.forms.FieldValues;
import io.nachweis.forms.FormIntake;
import io.nachweis.forms.PublicForm;
import io.nachweis.forms.Submission;
import io.nachweis.forms.admission.AdmittedAppend;
import io.nachweis.newsletter.decision.SubscriptionCommand.RequestUnsubscribeLink;
import io.nachweis.newsletter.decision.SubscriptionEvent;
import io.nachweis.newsletter.link.SubscriptionHandles;
import io.nachweis.newsletter.link.Subscriptions;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.starter.SubjectIds;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes the address of who wants to unsubscribe and has lost the mail. Who has nothing to withdraw gets none. */
@RestController
@RequestMapping("/api/v1/{controller}/unsubscribe-requests")
class UnsubscribeRequestsController extends PublicForm {

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
        super("unsubscribe-link", intake);
        this.subjectIds = subjectIds;
        this.handles = handles;
        this.subscriptions = subscriptions;
        this.commands = commands;
    }

    @Override
    protected Asked read(Submission submission) {
        EmailAddress email = FieldValues.email(submission.fields());
        return new Asked.ForLink(SubscriptionEvent.CATEGORY, email, () -> find(submission.policy(), email));
    }

    private Optional<AdmittedAppend> find(ControllerPolicy policy, EmailAddress email) {
        return handles.find(subjectIds.of(policy.id(), email))
                .filter(subscription ->
                        !subscriptions.state(subscription).inForce().isEmpty())
                .map(subscription -> admitted ->
                        commands.<CommandResult>sendAndWait(new RequestUnsubscribeLink(subscription, admitted.at())));
    }
}
