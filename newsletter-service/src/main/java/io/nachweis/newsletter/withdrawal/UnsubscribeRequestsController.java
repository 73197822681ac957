package io.nachweis.newsletter.withdrawal;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.EmailAddress;
import io.nachweis.forms.Fields;
import io.nachweis.forms.admission.SameAnswer;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.net.URI;
import java.util.Collection;
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

/** Takes the address of who wants to unsubscribe and has lost the mail. The answer is the same for every address. */
@RestController
@SameAnswer
@RequestMapping("/api/v1/{controller}/unsubscribe-requests")
class UnsubscribeRequestsController {

    record Accepted(String status) {}

    private static final String EMAIL = "email";

    private final Controllers controllers;
    private final UnsubscribeRequests requests;

    UnsubscribeRequestsController(Controllers controllers, UnsubscribeRequests requests) {
        this.controllers = controllers;
        this.requests = requests;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted request(@PathVariable String controller, @RequestBody JsonNode body) {
        take(policy(controller), Fields.of(body));
        return new Accepted("accepted");
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> request(@PathVariable String controller, @RequestBody MultiValueMap<String, String> posted) {
        ControllerPolicy policy = policy(controller);
        var fields = Fields.of(posted);
        URI next = returnTo(fields.one("returnTo"), policy);
        take(policy, fields);
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(next).build();
    }

    private void take(ControllerPolicy policy, Fields fields) {
        requests.take(policy, email(fields.one(EMAIL)));
    }

    private ControllerPolicy policy(String controller) {
        return controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }

    private static EmailAddress email(@Nullable String value) {
        if (value == null) {
            throw PlatformProblem.INVALID_FIELD.about(EMAIL);
        }
        try {
            return EmailAddress.of(value);
        } catch (IllegalArgumentException _) {
            throw PlatformProblem.INVALID_FIELD.about(EMAIL);
        }
    }

    /** A page that the controller named for one of its forms, or its website. */
    private static URI returnTo(@Nullable String wanted, ControllerPolicy policy) {
        return policy.forms().values().stream()
                .map(ControllerPolicy.Form::returnTo)
                .flatMap(Collection::stream)
                .filter(page -> page.toString().equals(wanted))
                .findFirst()
                .orElse(policy.identity().website());
    }
}
