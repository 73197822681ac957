package io.nachweis.lifecycle;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.lifecycle.rules.RetentionRules;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Changed rules of retention that a second person approves, for the service that has the approval on record. 409: what waits
 * here is not what was to be approved.
 */
@RestController
class ApprovedRulesController {

    private final Controllers controllers;
    private final RetentionRules rules;

    ApprovedRulesController(Controllers controllers, RetentionRules rules) {
        this.controllers = controllers;
        this.rules = rules;
    }

    @GetMapping("/internal/{controller}/approved-rules/{approval}/{sha256}")
    ResponseEntity<Void> isApproved(
            @PathVariable String controller, @PathVariable UUID approval, @PathVariable String sha256) {
        return answer(rules.isApproved(policy(controller), approval, sha256));
    }

    /** Said again it changes nothing. */
    @PutMapping("/internal/{controller}/approved-rules/{approval}/{sha256}")
    ResponseEntity<Void> adopt(
            @PathVariable String controller, @PathVariable UUID approval, @PathVariable String sha256) {
        return answer(rules.adoptApproved(policy(controller), approval, sha256));
    }

    private static ResponseEntity<Void> answer(boolean isIt) {
        HttpStatusCode status = isIt ? HttpStatus.NO_CONTENT : HttpStatus.CONFLICT;
        return ResponseEntity.status(status).build();
    }

    private ControllerPolicy policy(String controller) {
        return controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }
}
