package io.nachweis.lifecycle;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.SubjectId;
import io.nachweis.lifecycle.RetentionPreview.Month;
import io.nachweis.lifecycle.RetentionPreview.Page;
import io.nachweis.lifecycle.due.DuePlace;
import io.nachweis.lifecycle.report.RetentionReports;
import io.nachweis.lifecycle.report.RetentionReports.Report;
import io.nachweis.lifecycle.rules.RetentionRules;
import io.nachweis.lifecycle.rules.RetentionRules.Standing;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.TwoPersonAction;
import io.nachweis.policy.Controllers;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What this service is going to end, and what it ended, for the one that merges the answers of all services. */
@RestController
@RequestMapping("/internal/{controller}/retention")
class RetentionController {

    private final Controllers controllers;
    private final RetentionPreview preview;
    private final RetentionReports reports;
    private final RetentionRules rules;

    RetentionController(
            Controllers controllers, RetentionPreview preview, RetentionReports reports, RetentionRules rules) {
        this.controllers = controllers;
        this.preview = preview;
        this.reports = reports;
        this.rules = rules;
    }

    @GetMapping("/preview")
    @PreAuthorize("hasAnyRole('privacy-desk', 'approver', 'dpo', 'auditor')")
    Page preview(
            @PathVariable String controller,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate until,
            @RequestParam(required = false) @Nullable SubjectId subject,
            @RequestParam(required = false) @Nullable DuePlace after,
            @RequestParam(defaultValue = "false") boolean changed,
            Locale reader) {
        if (changed) {
            return preview.changed(policy(controller), after, reader);
        }
        if (until == null || !RetentionPreview.reaches(until)) {
            throw PlatformProblem.INVALID_FIELD.about("until");
        }
        return preview.until(until, policy(controller), subject, after, reader);
    }

    @GetMapping("/months")
    @PreAuthorize("hasAnyRole('privacy-desk', 'dpo', 'auditor', 'operator')")
    List<Month> months(@PathVariable String controller, @RequestParam int months) {
        return preview.months(policy(controller), months);
    }

    @GetMapping("/reports")
    @PreAuthorize("hasAnyRole('privacy-desk', 'dpo', 'auditor', 'operator')")
    List<Report> reports(
            @PathVariable String controller,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate before) {
        return reports.before(controller, before);
    }

    @GetMapping("/rules")
    @PreAuthorize("hasAnyRole('privacy-desk', 'approver', 'dpo', 'auditor', 'operator')")
    Standing rules(@PathVariable String controller) {
        return rules.standing(policy(controller));
    }

    /** Where the policy asks for a second person, these are adopted by {@link ApprovedRulesController} alone. */
    @PostMapping(value = "/rules", produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasRole('privacy-desk')")
    Standing adoptRules(@PathVariable String controller) {
        ControllerPolicy policy = policy(controller);
        if (policy.needsApproval(TwoPersonAction.RETENTION_RULES)) {
            throw PlatformProblem.FORBIDDEN.refusal();
        }
        rules.adopt(policy);
        return rules.standing(policy);
    }

    private ControllerPolicy policy(String controller) {
        return controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }
}
