package io.nachweis.consent.approval;

import io.nachweis.consent.approval.ApprovalCommand.Decide;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalRequested;
import io.nachweis.consent.approval.ApprovalEvent.Part;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.contracts.Refusal;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.idempotency.Repeatable;
import io.nachweis.starter.web.RequestFields;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What waits for a second person, and what they decide. It names nobody. */
@RestController
@RequestMapping("/api/v1/{controller}/approvals")
class ApprovalController {

    record Open(List<Shown> approvals) {}

    record Shown(
            UUID approval, String action, List<Part> request, String sha256, Instant requestedAt, Instant expiresAt) {}

    record NewDecision(
            @Nullable Decision decision, @Nullable Reason reason) {}

    private static final String ROLE = "ROLE_";

    private final Controllers controllers;
    private final Approvals approvals;
    private final OpenApprovals open;
    private final StaffPseudonyms staff;
    private final DomainClock clock;

    ApprovalController(
            Controllers controllers,
            Approvals approvals,
            OpenApprovals open,
            StaffPseudonyms staff,
            DomainClock clock) {
        this.controllers = controllers;
        this.approvals = approvals;
        this.open = open;
        this.staff = staff;
        this.clock = clock;
    }

    /** The oldest first. */
    @GetMapping
    @PreAuthorize("hasAnyRole('privacy-desk', 'approver', 'dpo', 'auditor')")
    Open show(@PathVariable String controller) {
        require(controller);
        Instant now = clock.now();
        return new Open(open.of(controller).stream()
                .flatMap(approval -> approvals.find(approval).stream())
                .filter(state -> state.isOpen(now))
                .map(state -> shown(state.requested()))
                .sorted(Comparator.comparing(Shown::requestedAt))
                .toList());
    }

    /** What was asked for and has changed since is approved by nobody, and is asked for anew. */
    @PostMapping("/{approval}/decisions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAnyRole('privacy-desk', 'approver', 'dpo')")
    void decide(
            @PathVariable String controller,
            @PathVariable UUID approval,
            @RequestBody NewDecision body,
            JwtAuthenticationToken caller,
            Repeatable request) {
        require(controller);
        ApprovalState known = approvals
                .find(approval)
                .filter(state -> state.requested().controller().equals(controller))
                .orElseThrow(ApprovalProblem.UNKNOWN_APPROVAL::refusal);
        var command = new Decide(
                approval,
                RequestFields.required(body.decision(), "decision"),
                RequestFields.required(body.reason(), "reason"),
                staff.of(caller, controller, approval),
                rolesOf(caller),
                clock.now());
        try {
            request.once(body, () -> approvals.decide(known, command));
        } catch (Refusal refusal) {
            if (refusal.problem() == ApprovalProblem.APPROVAL_OUTDATED) {
                approvals.endOutdated(approval);
            }
            throw refusal;
        }
    }

    private void require(String controller) {
        if (controllers.find(controller).isEmpty()) {
            throw PlatformProblem.UNKNOWN_CONTROLLER.refusal();
        }
    }

    private static Set<String> rolesOf(JwtAuthenticationToken caller) {
        return caller.getAuthorities().stream()
                .flatMap(each -> Stream.ofNullable(each.getAuthority()))
                .filter(each -> each.startsWith(ROLE))
                .map(each -> each.substring(ROLE.length()))
                .collect(Collectors.toSet());
    }

    private static Shown shown(ApprovalRequested requested) {
        return new Shown(
                requested.approval(),
                requested.action(),
                requested.request(),
                requested.sha256(),
                requested.requestedAt(),
                requested.expiresAt());
    }
}
