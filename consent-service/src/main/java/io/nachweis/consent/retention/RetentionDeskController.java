package io.nachweis.consent.retention;

import io.nachweis.consent.approval.Approvals;
import io.nachweis.consent.retention.RetentionOfAllServices.Picture;
import io.nachweis.consent.retention.RetentionOfAllServices.Preview;
import io.nachweis.consent.retention.RetentionOfAllServices.Reader;
import io.nachweis.consent.retention.RetentionOfAllServices.Reports;
import io.nachweis.consent.retention.RetentionOfAllServices.Rules;
import io.nachweis.consent.retention.RetentionOfAllServices.ServiceRules;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.SubjectId;
import io.nachweis.lifecycle.RetentionPreview;
import io.nachweis.lifecycle.due.DuePlace;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.TwoPersonAction;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.LegalClock;
import io.nachweis.starter.DomainClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is going to end in every service and why, and what ended. Nothing here names a person. */
@RestController
@RequestMapping("/api/v1/{controller}/retention")
class RetentionDeskController {

    /** @param expiresAt from when on nobody can approve it any more */
    record AwaitingApproval(UUID approval, Instant expiresAt, List<ServiceRules> rules) {}

    private static final String TWO_YEARS = "24";
    private static final int MOST_MONTHS = 60;

    private final RetentionOfAllServices services;
    private final Approvals approvals;
    private final Controllers controllers;
    private final DomainClock clock;

    RetentionDeskController(
            RetentionOfAllServices services, Approvals approvals, Controllers controllers, DomainClock clock) {
        this.services = services;
        this.approvals = approvals;
        this.controllers = controllers;
        this.clock = clock;
    }

    /**
     * Without a last day, what ends within a month.
     *
     * @param changed only what a rule that nobody has adopted yet would end on another day, whenever that is, of everybody
     */
    @GetMapping("/preview")
    @PreAuthorize("hasAnyRole('privacy-desk', 'approver', 'dpo', 'auditor')")
    Preview preview(
            @PathVariable String controller,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate until,
            @RequestParam(required = false) @Nullable SubjectId subject,
            @RequestParam(required = false) @Nullable DuePlace after,
            @RequestParam(defaultValue = "false") boolean changed,
            JwtAuthenticationToken caller,
            Locale language) {
        ControllerPolicy policy = policy(controller);
        LocalDate last = until == null ? LegalClock.of(policy).day(clock.now()).plusMonths(1) : until;
        require(last, "until");
        var reader = new Reader(caller, language);
        return changed
                ? services.changed(policy, after, reader)
                : services.preview(policy, last, subject, after, reader);
    }

    /** Which rules have changed in the files, and by which what is stored ends meanwhile. */
    @GetMapping("/rules")
    @PreAuthorize("hasAnyRole('privacy-desk', 'approver', 'dpo', 'auditor', 'operator')")
    Rules rules(@PathVariable String controller, JwtAuthenticationToken caller, Locale language) {
        return services.rules(policy(controller), new Reader(caller, language));
    }

    /**
     * In every service; one that does not answer goes on as before, and this is said again. Where the policy asks for a second
     * person, nothing is adopted before they approve it, and all services have to answer, because they approve what there is.
     */
    @PostMapping(value = "/rules", produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasRole('privacy-desk')")
    ResponseEntity<Object> adoptRules(@PathVariable String controller, JwtAuthenticationToken caller, Locale language) {
        ControllerPolicy policy = policy(controller);
        var reader = new Reader(caller, language);
        if (!policy.needsApproval(TwoPersonAction.RETENTION_RULES)) {
            return ResponseEntity.ok(services.adoptRules(policy, reader));
        }
        Rules rules = services.rules(policy, reader);
        if (!rules.missing().isEmpty()) {
            throw PlatformProblem.UNAVAILABLE.refusal();
        }
        if (rules.waiting().isEmpty()) {
            return ResponseEntity.ok(rules);
        }
        var requested = approvals.ask(TwoPersonAction.RETENTION_RULES, rules.waiting(), policy, caller);
        return ResponseEntity.accepted()
                .body(new AwaitingApproval(requested.approval(), requested.expiresAt(), rules.rules()));
    }

    @GetMapping("/months")
    @PreAuthorize("hasAnyRole('privacy-desk', 'dpo', 'auditor', 'operator')")
    Picture months(
            @PathVariable String controller,
            @RequestParam(defaultValue = TWO_YEARS) int months,
            JwtAuthenticationToken caller,
            Locale language) {
        if (months < 1 || months > MOST_MONTHS) {
            throw PlatformProblem.INVALID_FIELD.about("months");
        }
        return services.months(policy(controller), months, new Reader(caller, language));
    }

    @GetMapping("/reports")
    @PreAuthorize("hasAnyRole('privacy-desk', 'dpo', 'auditor', 'operator')")
    Reports reports(
            @PathVariable String controller,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate before,
            JwtAuthenticationToken caller,
            Locale language) {
        if (before != null) {
            require(before, "before");
        }
        return services.reports(policy(controller), before, new Reader(caller, language));
    }

    private static void require(LocalDate day, String field) {
        if (!RetentionPreview.reaches(day)) {
            throw PlatformProblem.INVALID_FIELD.about(field);
        }
    }

    private ControllerPolicy policy(String controller) {
        return controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }
}
