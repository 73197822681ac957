package io.nachweis.forms;

import io.nachweis.starter.idempotency.Repeatable;
import io.nachweis.starter.web.ClientAddress;
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
public abstract class PublicForm {

    private final String kind;
    private final FormIntake intake;

    /** @param kind the name that such forms have in the log, which never changes */
    protected PublicForm(String kind, FormIntake intake) {
        this.kind = kind;
        this.intake = intake;
    }

    final String kind() {
        return kind;
    }

    /**
     * Says what is asked for, or refuses what the form does not take. MUST NOT do anything, nor look anything up. It is read
     * when it comes in and again when it is admitted: then what was looked at the first time is there, and nothing else.
     */
    protected abstract Asked read(Submission submission);

    // Who cannot take the answer is refused before anything is stored.
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    final Accepted take(
            @PathVariable String controller,
            @RequestBody JsonNode body,
            ClientAddress client,
            Repeatable request,
            Locale reader) {
        Submission submission = intake.submission(controller, Fields.of(body), client, reader);
        Asked asked = read(submission);
        request.once(body, () -> intake.receive(kind, submission, asked));
        return Accepted.answer();
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    final ResponseEntity<Void> take(
            @PathVariable String controller,
            @RequestBody MultiValueMap<String, String> posted,
            ClientAddress client,
            Repeatable request,
            Locale reader) {
        Submission submission = intake.submission(controller, Fields.of(posted), client, reader);
        Asked asked = read(submission);
        var next = ReturnPage.of(asked, submission);
        request.once(posted, () -> intake.receive(kind, submission, asked));
        return Accepted.goOnTo(next);
    }
}
