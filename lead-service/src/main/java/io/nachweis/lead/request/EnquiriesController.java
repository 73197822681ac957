package io.nachweis.lead.request;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Form;
import io.nachweis.policy.ControllerPolicy.FormKind;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.ClientAddress;
import io.nachweis.starter.form.Fields;
import io.nachweis.starter.form.FormTokens;
import io.nachweis.starter.form.Submission;
import io.nachweis.starter.guard.SameAnswer;
import io.nachweis.starter.idempotency.Repeatable;
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

/** Takes enquiries. The answer is the same whoever asks; a receipt comes by mail. */
@RestController
@SameAnswer
@RequestMapping("/api/v1/{controller}/enquiries")
class EnquiriesController {

    record Accepted(String status) {}

    private final Controllers controllers;
    private final FormTokens formTokens;
    private final EnquiryRequests requests;

    EnquiriesController(Controllers controllers, FormTokens formTokens, EnquiryRequests requests) {
        this.controllers = controllers;
        this.formTokens = formTokens;
        this.requests = requests;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted request(
            @PathVariable String controller, @RequestBody JsonNode body, ClientAddress client, Repeatable request) {
        ControllerPolicy policy = policy(controller);
        take(policy, form(policy), Fields.of(body), body, client, request);
        return new Accepted("accepted");
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> request(
            @PathVariable String controller,
            @RequestBody MultiValueMap<String, String> posted,
            ClientAddress client,
            Repeatable request) {
        ControllerPolicy policy = policy(controller);
        Form form = form(policy);
        var fields = Fields.of(posted);
        var next = Submission.returnTo(form, fields, policy);
        take(policy, form, fields, posted, client, request);
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(next).build();
    }

    private void take(
            ControllerPolicy policy,
            Form form,
            Fields fields,
            Object content,
            ClientAddress client,
            Repeatable request) {
        Submission submission = formTokens.submission(fields, policy.id());
        AskedQuestion question = AskedQuestion.read(policy, form, fields);
        request.once(content, () -> requests.take(policy, question, submission, client));
    }

    private ControllerPolicy policy(String controller) {
        return controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }

    private static Form form(ControllerPolicy policy) {
        return policy.form(FormKind.ENQUIRY).orElseThrow(PlatformProblem.UNKNOWN_FORM::refusal);
    }
}
