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

/** Takes requests for documents; the document comes by the mailbox. */
@RestController
@RequestMapping("/api/v1/{controller}/downloads")
class DownloadsController extends PublicForm {

    private final DownloadRequests requests;

    DownloadsController(Controllers controllers, FormTokens formTokens, DownloadRequests requests) {
        super(controllers, formTokens);
        this.requests = requests;
    }

    @Override
    protected Asked read(
            ControllerPolicy policy, Fields fields, Submission submission, ClientAddress client, Locale reader) {
        Form form = policy.form(FormKind.DOWNLOAD).orElseThrow(PlatformProblem.UNKNOWN_FORM::refusal);
        WantedDocument wanted = WantedDocument.read(policy, form, fields, submission);
        return new Asked(form, () -> requests.take(policy, wanted, submission, client));
    }
}
