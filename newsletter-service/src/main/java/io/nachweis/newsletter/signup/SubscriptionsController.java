package io.nachweis.newsletter.signup;

import io.nachweis.forms.Fields;
import io.nachweis.forms.FormTokens;
import io.nachweis.forms.PublicForm;
import io.nachweis.forms.Submission;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.web.ClientAddress;
import java.util.Locale;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes sign-ups. */
@RestController
@RequestMapping("/api/v1/{controller}/subscriptions")
class SubscriptionsController extends PublicForm {

    private final SignUps signUps;

    SubscriptionsController(Controllers controllers, FormTokens formTokens, SignUps signUps) {
        super(controllers, formTokens);
        this.signUps = signUps;
    }

    @Override
    protected Asked read(
            ControllerPolicy policy, Fields fields, Submission submission, ClientAddress client, Locale reader) {
        FilledIn filledIn = FilledIn.read(policy, fields, submission::showed);
        return new Asked(filledIn.form(), () -> signUps.take(policy, filledIn, submission, client));
    }
}
