package io.nachweis.rights.intake;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.EmailAddress;
import io.nachweis.forms.FieldValues;
import io.nachweis.forms.Fields;
import io.nachweis.forms.FormTokens;
import io.nachweis.forms.PublicForm;
import io.nachweis.forms.Submission;
import io.nachweis.forms.admission.FormAdmission;
import io.nachweis.forms.page.Pages;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Form;
import io.nachweis.policy.ControllerPolicy.FormKind;
import io.nachweis.policy.Controllers;
import io.nachweis.rights.decision.Intake;
import io.nachweis.rights.decision.RequestKind;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.web.ClientAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes what people ask for; the answer is the same whether anything is held about them or not. */
@RestController
@RequestMapping("/api/v1/{controller}/rights-requests")
class RightsRequestsController extends PublicForm {

    private final FormAdmission admission;
    private final RequestIntake requestIntake;
    private final DomainClock clock;

    RightsRequestsController(
            Controllers controllers,
            FormTokens formTokens,
            FormAdmission admission,
            RequestIntake requestIntake,
            DomainClock clock) {
        super(controllers, formTokens);
        this.admission = admission;
        this.requestIntake = requestIntake;
        this.clock = clock;
    }

    /** On record also where no mail may go out any more: the time counts from now, and the desk sees it. */
    @Override
    protected Asked read(
            ControllerPolicy policy, Fields fields, Submission submission, ClientAddress client, Locale reader) {
        Form form = policy.form(FormKind.RIGHTS).orElseThrow(PlatformProblem.UNKNOWN_FORM::refusal);
        Locale wanted = Optional.ofNullable(fields.one("locale"))
                .map(Locale::forLanguageTag)
                .orElse(null);
        EmailAddress email = new FieldValues(form, fields).email();
        RequestKind kind = kind(fields.one("kind"));
        Locale locale = Pages.language(wanted, reader, policy);
        return new Asked(form, () -> {
            Instant now = clock.now();
            admission.admitInAnyCase(submission.attempt(policy, form, email, client, now), mayMail -> {
                requestIntake.take(policy, email, kind, Intake.FORM, locale, mayMail, now, now);
                return true;
            });
        });
    }

    private static RequestKind kind(@Nullable String value) {
        return switch (value) {
            case "access" -> RequestKind.ACCESS;
            case "erasure" -> RequestKind.ERASURE;
            case "withdrawal" -> RequestKind.WITHDRAWAL;
            case null, default -> throw PlatformProblem.INVALID_FIELD.about("kind");
        };
    }
}
