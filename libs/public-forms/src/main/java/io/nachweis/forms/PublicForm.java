package io.nachweis.forms;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.forms.admission.SameAnswer;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Form;
import io.nachweis.policy.Controllers;
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
 * Takes a form that anybody may fill in, whichever way it comes: JSON is accepted, a browser's form goes on to a page of
 * the controller. The answer is the same whoever sends it.
 */
@SameAnswer
public abstract class PublicForm {

    public record Accepted(String status) {}

    /** @param deed what is asked for; done once, however often the request is repeated */
    public record Asked(Form form, Runnable deed) {}

    private final Controllers controllers;
    private final FormTokens formTokens;

    protected PublicForm(Controllers controllers, FormTokens formTokens) {
        this.controllers = controllers;
        this.formTokens = formTokens;
    }

    /** Refuses what the form does not take, and does nothing yet. */
    protected abstract Asked read(
            ControllerPolicy policy, Fields fields, Submission submission, ClientAddress client, Locale reader);

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    public Accepted take(
            @PathVariable String controller,
            @RequestBody JsonNode body,
            ClientAddress client,
            Repeatable request,
            Locale reader) {
        ControllerPolicy policy = policy(controller);
        Asked asked = read(policy, Fields.of(body), client, reader);
        request.once(body, asked.deed());
        return new Accepted("accepted");
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    public ResponseEntity<Void> take(
            @PathVariable String controller,
            @RequestBody MultiValueMap<String, String> posted,
            ClientAddress client,
            Repeatable request,
            Locale reader) {
        ControllerPolicy policy = policy(controller);
        Fields fields = Fields.of(posted);
        Asked asked = read(policy, fields, client, reader);
        var next = Submission.returnTo(asked.form(), fields, policy);
        request.once(posted, asked.deed());
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(next).build();
    }

    private Asked read(ControllerPolicy policy, Fields fields, ClientAddress client, Locale reader) {
        return read(policy, fields, formTokens.submission(fields, policy.id()), client, reader);
    }

    private ControllerPolicy policy(String controller) {
        return controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }
}
