package io.nachweis.rights.intake;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.personal.EmailAddress;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Form;
import io.nachweis.policy.ControllerPolicy.FormKind;
import io.nachweis.policy.Controllers;
import io.nachweis.rights.decision.Intake;
import io.nachweis.rights.decision.Kind;
import io.nachweis.starter.ClientAddress;
import io.nachweis.starter.form.FieldValues;
import io.nachweis.starter.form.Fields;
import io.nachweis.starter.form.FormTokens;
import io.nachweis.starter.form.Submission;
import io.nachweis.starter.guard.Guard;
import io.nachweis.starter.guard.SameAnswer;
import io.nachweis.starter.idempotency.Repeatable;
import io.nachweis.starter.page.Pages;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
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

/** Takes what people ask for. The answer is the same for every address, whether anything is held about it or not. */
@RestController
@SameAnswer
@RequestMapping("/api/v1/{controller}/rights-requests")
class RightsRequestsController {

    record Accepted(String status) {}

    private record Asked(ControllerPolicy policy, Form form, EmailAddress email, Kind kind, Locale locale) {}

    private final Controllers controllers;
    private final FormTokens formTokens;
    private final Guard guard;
    private final Receipts receipts;
    private final Clock clock;

    RightsRequestsController(
            Controllers controllers, FormTokens formTokens, Guard guard, Receipts receipts, Clock clock) {
        this.controllers = controllers;
        this.formTokens = formTokens;
        this.guard = guard;
        this.receipts = receipts;
        this.clock = clock;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted request(
            @PathVariable String controller,
            @RequestBody JsonNode body,
            ClientAddress client,
            Repeatable request,
            Locale reader) {
        var fields = Fields.of(body);
        Asked asked = read(controller, fields, reader);
        Submission submission = formTokens.submission(fields, controller);
        request.once(body, () -> take(asked, submission, client));
        return new Accepted("accepted");
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> request(
            @PathVariable String controller,
            @RequestBody MultiValueMap<String, String> posted,
            ClientAddress client,
            Repeatable request,
            Locale reader) {
        var fields = Fields.of(posted);
        Asked asked = read(controller, fields, reader);
        Submission submission = formTokens.submission(fields, controller);
        URI next = Submission.returnTo(asked.form(), fields, asked.policy());
        request.once(posted, () -> take(asked, submission, client));
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(next).build();
    }

    private Asked read(String controller, Fields fields, Locale reader) {
        ControllerPolicy policy = controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
        Form form = policy.forms().values().stream()
                .filter(each -> each.kind() == FormKind.RIGHTS)
                .findFirst()
                .orElseThrow(PlatformProblem.UNKNOWN_FORM::refusal);
        Locale wanted = Optional.ofNullable(fields.one("locale"))
                .map(Locale::forLanguageTag)
                .orElse(null);
        return new Asked(
                policy,
                form,
                new FieldValues(form, fields).email(),
                kind(fields.one("kind")),
                Pages.language(wanted, reader, policy));
    }

    private static Kind kind(@Nullable String value) {
        return switch (value) {
            case "access" -> Kind.ACCESS;
            case "erasure" -> Kind.ERASURE;
            case "withdrawal" -> Kind.WITHDRAWAL;
            case null, default -> throw PlatformProblem.INVALID_FIELD.about("kind");
        };
    }

    /** On record also where no mail may go out any more: the time counts from now, and the desk sees it. */
    private void take(Asked asked, Submission submission, ClientAddress client) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        guard.admitInAnyCase(submission.attempt(asked.policy(), asked.form(), asked.email(), client, now), mayMail -> {
            receipts.take(asked.policy(), asked.email(), asked.kind(), Intake.FORM, asked.locale(), mayMail, now, now);
            return true;
        });
    }
}
