package io.nachweis.lead.intake;

import io.nachweis.forms.Asked;
import io.nachweis.forms.Choice;
import io.nachweis.forms.FormIntake;
import io.nachweis.forms.PublicForm;
import io.nachweis.forms.Submission;
import io.nachweis.forms.admission.WithoutMail;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.FormKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    protected FormKind formKind() {
        return FormKind.DOWNLOAD;
    }

    @Override
    protected List<Choice> choices(ControllerPolicy policy, Locale language) {
        var titles = new LinkedHashMap<String, String>();
        policy.documents().values().forEach(document -> titles.put(document.id(), document.title(language)));
        return List.of(new Choice(WantedDocument.DOCUMENT, titles));
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
