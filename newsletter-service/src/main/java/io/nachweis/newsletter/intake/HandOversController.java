package io.nachweis.newsletter.intake;

import static java.util.Objects.requireNonNull;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.EmailAddress;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.idempotency.Repeatable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes sign-ups over from other services of this installation, whose forms offer consents too. Handed over again under the
 * same Idempotency-Key, a sign-up counts once.
 */
@RestController
class HandOversController {

    /** @param requestedAt when the person sent the form, wherever it has been since */
    record HandOver(
            EmailAddress email, String ip, @Nullable String company, List<Ticked> wordings, Instant requestedAt) {

        HandOver {
            requireNonNull(email);
            requireNonNull(ip);
            requireNonNull(requestedAt);
            wordings = List.copyOf(wordings);
        }
    }

    /** @param shownByUs whether the form proves that this wording came from us */
    record Ticked(String id, boolean shownByUs) {

        Ticked {
            requireNonNull(id);
        }
    }

    private final Controllers controllers;
    private final SignUps signUps;

    HandOversController(Controllers controllers, SignUps signUps) {
        this.controllers = controllers;
        this.signUps = signUps;
    }

    /** The answer does not tell whether a mail goes out. */
    @PostMapping("/internal/{controller}/sign-ups")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void take(@PathVariable String controller, @RequestBody HandOver signUp, Repeatable request) {
        var policy = controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
        FilledIn filledIn = FilledIn.handedOver(policy, signUp);
        request.once(signUp, () -> signUps.takeOver(policy, filledIn, signUp.ip(), signUp.requestedAt()));
    }
}
