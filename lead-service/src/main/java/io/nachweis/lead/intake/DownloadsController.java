package io.nachweis.lead.intake;

import io.nachweis.forms.Asked;
import io.nachweis.forms.FormIntake;
import io.nachweis.forms.PublicForm;
import io.nachweis.forms.Submission;
import io.nachweis.forms.admission.WithoutMail;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes requests for documents; the document comes by the mailbox. */
@RestController
@RequestMapping("/api/v1/{controller}/downloads")
class DownloadsController extends PublicForm {

    private final DownloadRequests requests;

    DownloadsController(FormIntake intake, DownloadRequests requests) {
        super("download", intake);
        this.requests = requests;
    }

    @Override
    protected Asked read(Submission submission) {
        WantedDocument wanted = WantedDocument.read(submission);
        return new Asked.ByForm(
                wanted.form(),
                wanted.email(),
                WithoutMail.DROPPED,
                admitted -> requests.append(submission.policy(), wanted, submission.client(), admitted));
    }
}
