package io.nachweis.forms;

import io.nachweis.forms.admission.SameAnswer;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.starter.idempotency.Repeatable;
import io.nachweis.starter.web.ClientAddress;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.JsonNode;

/**
 * The endpoint of a form that anybody may fill in: it says what is asked for, and the rest is done here, the same for
 * every form and every sender. JSON is accepted; a browser's form goes on to a page of the controller.
 */
@SameAnswer
public abstract class PublicForm {

    private final FormIntake intake;

    protected PublicForm(FormIntake intake) {
        this.intake = intake;
    }

    /** Says what is asked for, or refuses what the form does not take. MUST NOT do anything yet. */
    protected abstract Asked read(Submission submission);

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    final Accepted take(
            @PathVariable String controller,
            @RequestBody JsonNode body,
            ClientAddress client,
            Repeatable request,
            Locale reader) {
        ControllerPolicy policy = intake.policy(controller);
        Submission submission = intake.submission(policy, Fields.of(body), client, reader);
        Asked asked = read(submission);
        request.once(body, () -> intake.take(submission, asked));
        return Accepted.answer();
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    final ResponseEntity<Void> take(
            @PathVariable String controller,
            @RequestBody MultiValueMap<String, String> posted,
            ClientAddress client,
            Repeatable request,
            Locale reader) {
        ControllerPolicy policy = intake.policy(controller);
        Submission submission = intake.submission(policy, Fields.of(posted), client, reader);
        Asked asked = read(submission);
        URI next = ReturnPage.of(asked.form(), submission.fields(), policy);
        request.once(posted, () -> intake.take(submission, asked));
        return Accepted.goOnTo(next);
    }
}
