package io.nachweis.lead.intake;

import io.nachweis.forms.Asked;
import io.nachweis.forms.FormIntake;
import io.nachweis.forms.PublicForm;
import io.nachweis.forms.Submission;
import io.nachweis.forms.admission.WithoutMail;
import io.nachweis.policy.FormKind;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes enquiries, also where no receipt may be sent any more, since a question is not to be lost. */
@RestController
@RequestMapping("/api/v1/{controller}/enquiries")
class EnquiriesController extends PublicForm {

    private final EnquiryRequests requests;

    EnquiriesController(FormIntake intake, EnquiryRequests requests) {
        super("enquiry", intake);
        this.requests = requests;
    }

    @Override
    protected FormKind formKind() {
        return FormKind.ENQUIRY;
    }

    @Override
    protected Asked read(Submission submission) {
        AskedQuestion question = AskedQuestion.read(submission);
        return new Asked.ByForm(
                question.form(),
                question.email(),
                WithoutMail.KEPT_WITHIN_LIMIT,
                admitted -> requests.append(submission.policy(), question, admitted));
    }
}
