package io.nachweis.newsletter.intake;

import io.nachweis.forms.Asked;
import io.nachweis.forms.FormIntake;
import io.nachweis.forms.PublicForm;
import io.nachweis.forms.Submission;
import io.nachweis.forms.admission.WithoutMail;
import io.nachweis.policy.FormKind;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes sign-ups. */
@RestController
@RequestMapping("/api/v1/{controller}/subscriptions")
class SubscriptionsController extends PublicForm {

    private final SignUps signUps;

    SubscriptionsController(FormIntake intake, SignUps signUps) {
        super("subscription", intake);
        this.signUps = signUps;
    }

    @Override
    protected FormKind formKind() {
        return FormKind.NEWSLETTER;
    }

    @Override
    protected Asked read(Submission submission) {
        FilledIn filledIn = FilledIn.read(submission);
        return new Asked.ByForm(
                filledIn.form(),
                filledIn.email(),
                WithoutMail.DROPPED,
                admitted -> signUps.append(
                        submission.policy(), filledIn, submission.client().ip(), admitted.at(), admitted));
    }
}
