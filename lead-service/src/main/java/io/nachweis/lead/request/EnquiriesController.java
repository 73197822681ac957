package io.nachweis.lead.request;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.forms.Fields;
import io.nachweis.forms.FormTokens;
import io.nachweis.forms.PublicForm;
import io.nachweis.forms.Submission;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Form;
import io.nachweis.policy.ControllerPolicy.FormKind;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.web.ClientAddress;
import java.util.Locale;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes enquiries; a receipt comes by mail. */
@RestController
@RequestMapping("/api/v1/{controller}/enquiries")
class EnquiriesController extends PublicForm {

    private final EnquiryRequests requests;

    EnquiriesController(Controllers controllers, FormTokens formTokens, EnquiryRequests requests) {
        super(controllers, formTokens);
        this.requests = requests;
    }

    @Override
    protected Asked read(
            ControllerPolicy policy, Fields fields, Submission submission, ClientAddress client, Locale reader) {
        Form form = policy.form(FormKind.ENQUIRY).orElseThrow(PlatformProblem.UNKNOWN_FORM::refusal);
        AskedQuestion question = AskedQuestion.read(policy, form, fields);
        return new Asked(form, () -> requests.take(policy, question, submission, client));
    }
}
