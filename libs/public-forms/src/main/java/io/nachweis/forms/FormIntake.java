package io.nachweis.forms;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.EmailAddress;
import io.nachweis.forms.admission.AdmittedAppend;
import io.nachweis.forms.admission.FormAdmission;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.web.ClientAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes in what is posted to public forms. What is asked for is done here or nowhere, and only if it is admitted. */
public final class FormIntake {

    private final Controllers controllers;
    private final FormTokens formTokens;
    private final FormAdmission admission;
    private final DomainClock clock;

    FormIntake(Controllers controllers, FormTokens formTokens, FormAdmission admission, DomainClock clock) {
        this.controllers = controllers;
        this.formTokens = formTokens;
        this.admission = admission;
        this.clock = clock;
    }

    ControllerPolicy policy(String controller) {
        return controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }

    Submission submission(ControllerPolicy policy, Fields fields, ClientAddress client, Locale reader) {
        return new Submission(policy, fields, formTokens.read(fields, policy.id()), client, reader);
    }

    void take(Submission submission, Asked asked) {
        admission.admit(submission.attempt(asked, clock.now()), asked.withoutMail(), asked.append());
    }

    void takeLinkRequest(ControllerPolicy policy, EmailAddress email, Supplier<Optional<AdmittedAppend>> find) {
        admission.admitLinkRequest(policy, email, clock.now(), find);
    }
}
