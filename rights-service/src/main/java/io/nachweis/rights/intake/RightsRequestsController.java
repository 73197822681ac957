package io.nachweis.rights.intake;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.EmailAddress;
import io.nachweis.forms.Asked;
import io.nachweis.forms.Choice;
import io.nachweis.forms.FieldValues;
import io.nachweis.forms.Fields;
import io.nachweis.forms.FormIntake;
import io.nachweis.forms.PublicForm;
import io.nachweis.forms.Submission;
import io.nachweis.forms.admission.WithoutMail;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Form;
import io.nachweis.policy.FormKind;
import io.nachweis.rights.decision.Intake;
import io.nachweis.rights.decision.RequestKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes what people ask for; the answer is the same whether anything is held about them or not. */
@RestController
@RequestMapping("/api/v1/{controller}/rights-requests")
class RightsRequestsController extends PublicForm {

    private static final String KIND = "kind";

    private static final Map<String, RequestKind> KINDS = kinds();

    private final RequestIntake requestIntake;

    RightsRequestsController(FormIntake intake, RequestIntake requestIntake) {
        super("rights-request", intake);
        this.requestIntake = requestIntake;
    }

    @Override
    protected FormKind formKind() {
        return FormKind.RIGHTS;
    }

    @Override
    protected List<Choice> choices(ControllerPolicy policy, Locale language) {
        var kinds = new LinkedHashMap<String, String>();
        KINDS.keySet().forEach(kind -> kinds.put(kind, "kind." + kind));
        return List.of(new Choice(KIND, kinds));
    }

    /** On record also where no mail may go out any more: the time counts from now, and the desk sees it. */
    @Override
    protected Asked read(Submission submission) {
        ControllerPolicy policy = submission.policy();
        Fields fields = submission.fields();
        Form form = submission.form(FormKind.RIGHTS);
        EmailAddress email = new FieldValues(form, fields).email();
        RequestKind kind = kind(fields.one(KIND));
        Locale locale = submission.language();
        return new Asked.ByForm(form, email, WithoutMail.KEPT, admitted -> {
            Instant now = admitted.at();
            requestIntake.take(policy, email, kind, Intake.FORM, locale, admitted.mayMail(), now, now);
        });
    }

    private static RequestKind kind(@Nullable String value) {
        return Optional.ofNullable(value).map(KINDS::get).orElseThrow(() -> PlatformProblem.INVALID_FIELD.about(KIND));
    }

    private static Map<String, RequestKind> kinds() {
        var kinds = new LinkedHashMap<String, RequestKind>();
        for (RequestKind kind : RequestKind.values()) {
            kinds.put(kind.name().toLowerCase(Locale.ROOT), kind);
        }
        return kinds;
    }
}
