package io.nachweis.newsletter.signup;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.newsletter.signup.FormTokens.Shown;
import io.nachweis.newsletter.signup.SignUps.Brought;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Form;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.ClientAddress;
import io.nachweis.starter.guard.Guard;
import io.nachweis.starter.guard.SameAnswer;
import io.nachweis.starter.idempotency.Repeatable;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
        FilledIn filledIn = read(policy, fields);
        request.once(body, () -> signUps.take(policy, filledIn, brought(policy, fields), client));
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
        FilledIn filledIn = read(policy, fields);
        URI next = returnTo(filledIn.form(), fields.one("returnTo"), policy);
        request.once(posted, () -> signUps.take(policy, filledIn, brought(policy, fields), client));
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(next).build();
    }

    private FilledIn read(ControllerPolicy policy, Fields fields) {
        Optional<Shown> shown = shown(policy, fields);
        return FilledIn.read(policy, fields, wording -> shown.stream().anyMatch(proof -> proof.has(wording)));
    }

    private Brought brought(ControllerPolicy policy, Fields fields) {
        return new Brought(
                shown(policy, fields).map(Shown::at).orElse(null), fields.one(Guard.HONEYPOT), fields.one(Guard.PROOF));
    }

    private Optional<Shown> shown(ControllerPolicy policy, Fields fields) {
        return formTokens.read(fields.one("formToken"), policy.id());
    }

    private ControllerPolicy policy(String controller) {
        return controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }

    /** A page that the controller named, never merely one that the request names. */
    private static URI returnTo(Form form, @Nullable String wanted, ControllerPolicy policy) {
        return form.returnTo().stream()
                .filter(page -> page.toString().equals(wanted))
                .findFirst()
                .or(() -> form.returnTo().stream().findFirst())
                .orElse(policy.identity().website());
    }
}
