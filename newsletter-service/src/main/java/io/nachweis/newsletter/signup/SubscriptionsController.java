package io.nachweis.newsletter.signup;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.ClientAddress;
import io.nachweis.starter.form.Fields;
import io.nachweis.starter.form.FormTokens;
import io.nachweis.starter.form.Submission;
import io.nachweis.starter.guard.SameAnswer;
import io.nachweis.starter.idempotency.Repeatable;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Takes sign-ups. The answer is the same whoever signs up. */
@RestController
@SameAnswer
@RequestMapping("/api/v1/{controller}/subscriptions")
class SubscriptionsController {

    record Accepted(String status) {}

    private final Controllers controllers;
    private final FormTokens formTokens;
    private final SignUps signUps;

    SubscriptionsController(Controllers controllers, FormTokens formTokens, SignUps signUps) {
        this.controllers = controllers;
        this.formTokens = formTokens;
        this.signUps = signUps;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted request(
            @PathVariable String controller, @RequestBody JsonNode body, ClientAddress client, Repeatable request) {
        ControllerPolicy policy = policy(controller);
        var fields = Fields.of(body);
        Submission submission = formTokens.submission(fields, controller);
        FilledIn filledIn = FilledIn.read(policy, fields, submission::showed);
        request.once(body, () -> signUps.take(policy, filledIn, submission, client));
        return new Accepted("accepted");
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> request(
            @PathVariable String controller,
            @RequestBody MultiValueMap<String, String> posted,
            ClientAddress client,
            Repeatable request) {
        var fields = Fields.of(posted);
        ControllerPolicy policy = policy(controller);
        Submission submission = formTokens.submission(fields, controller);
        FilledIn filledIn = FilledIn.read(policy, fields, submission::showed);
        URI next = Submission.returnTo(filledIn.form(), fields, policy);
        request.once(posted, () -> signUps.take(policy, filledIn, submission, client));
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(next).build();
    }

    private ControllerPolicy policy(String controller) {
        return controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }
}
