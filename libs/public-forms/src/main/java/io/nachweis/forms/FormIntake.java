package io.nachweis.forms;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.Personal;
import io.nachweis.forms.FormReceived.Content;
import io.nachweis.forms.ReceivedForm.ReceiveForm;
import io.nachweis.forms.admission.FormAdmission;
import io.nachweis.forms.admission.FormAdmission.Screening;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.SubjectIds;
import io.nachweis.starter.web.ClientAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;

/**
 * Takes in what is posted to public forms: one append of what was posted, whoever it is about. Whatever depends on the
 * address is decided later, when the form is admitted, so that neither the answer nor its time can tell anything.
 */
public final class FormIntake {

    /** What came along and says nothing about what was asked for. */
    private static final Set<String> UNSEEN = Set.of(FormAdmission.HONEYPOT, FormAdmission.PROOF, ReturnPage.FIELD);

    private final Controllers controllers;
    private final FormTokens formTokens;
    private final FormAdmission admission;
    private final SubjectIds subjectIds;
    private final CommandGateway commands;
    private final DomainClock clock;

    FormIntake(
            Controllers controllers,
            FormTokens formTokens,
            FormAdmission admission,
            SubjectIds subjectIds,
            CommandGateway commands,
            DomainClock clock) {
        this.controllers = controllers;
        this.formTokens = formTokens;
        this.admission = admission;
        this.subjectIds = subjectIds;
        this.commands = commands;
        this.clock = clock;
    }

    Submission submission(String controller, Fields fields, ClientAddress client, Locale reader) {
        return submission(policy(controller), fields, client, reader);
    }

    /** As it was posted, as far as it was looked at. */
    Submission submission(FormReceived received, Content content) {
        return submission(
                policy(received.controller()),
                Fields.recorded(content.fields()),
                new ClientAddress(content.ip(), ""),
                Locale.forLanguageTag(content.reader()));
    }

    private ControllerPolicy policy(String controller) {
        return controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }

    private Submission submission(ControllerPolicy policy, Fields fields, ClientAddress client, Locale reader) {
        return new Submission(policy, fields, formTokens.read(fields, policy.id()), client, reader);
    }

    /** Returns once it is durable. */
    void receive(String kind, Submission submission, Asked asked) {
        var now = clock.now();
        Screening screening = switch (asked) {
            case Asked.ByForm form -> admission.screen(submission.attempt(form, now), form.withoutMail());
            case Asked.ForLink _ -> Screening.PASSED;
        };
        if (screening == Screening.DROPPED) {
            return;
        }
        String controller = submission.policy().id();
        commands.sendAndWait(new ReceiveForm(new FormReceived(
                UUID.randomUUID(),
                controller,
                kind,
                asked.category(),
                subjectIds.of(controller, asked.email()),
                Personal.of(content(submission)),
                screening == Screening.PASSED,
                now)));
    }

    private static Content content(Submission submission) {
        var fields = new HashMap<>(submission.fields().lookedAt());
        fields.keySet().removeAll(UNSEEN);
        return new Content(fields, submission.client().ip(), submission.reader().toLanguageTag());
    }
}
