package io.nachweis.consent.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nachweis.consent.approval.Approvals;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.TwoPersonAction;
import io.nachweis.policy.PolicyVersion;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.PolicyVersions;
import io.nachweis.starter.PolicyVersions.InForce;
import io.nachweis.starter.web.RequestFields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which versions of a policy were published, and that another one is. */
@RestController
@RequestMapping("/api/v1/{controller}/policy-publications")
class PublicationController {

    /**
     * @param published the last word last
     * @param candidate what the folder has instead of what is in force; null where that is the same
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Publications(
            List<Published> published,
            Current inForce,
            @Nullable Candidate candidate) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Published(
            String version,
            String sha256,
            Instant effectiveFrom,
            @Nullable String publishedBy,
            Instant publishedAt,
            @Nullable UUID approval) {

        static Published of(PolicyPublished event) {
            return new Published(
                    event.version(),
                    event.sha256(),
                    event.effectiveFrom(),
                    event.publishedBy(),
                    event.publishedAt(),
                    event.approval());
        }
    }

    /** @param since the first start of consent-service with it */
    record Current(String version, String sha256, Instant since) {}

    record Candidate(String version, String sha256) {

        static Candidate of(PolicyVersion file) {
            return new Candidate(file.policy().version(), file.sha256());
        }
    }

    /** @param effectiveFrom as text: a number does not say whether it counts seconds or milliseconds; null for at once */
    record Wanted(@Nullable String sha256, @Nullable String effectiveFrom) {}

    /** @param expiresAt from when on nobody can approve it any more */
    record AwaitingApproval(UUID approval, Instant expiresAt) {}

    /** Who plans for longer has time to say so later. */
    private static final Duration FARTHEST = Duration.ofDays(366);

    private final PolicyVersions versions;
    private final PublishedPolicies policies;
    private final Approvals approvals;
    private final DomainClock clock;

    PublicationController(PolicyVersions versions, PublishedPolicies policies, Approvals approvals, DomainClock clock) {
        this.versions = versions;
        this.policies = policies;
        this.approvals = approvals;
        this.clock = clock;
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('privacy-desk', 'approver', 'dpo', 'auditor', 'operator')")
    Publications show(@PathVariable String controller) {
        return publications(inForce(controller));
    }

    /** Only exactly the file that the folder has now. What is in force says whether a second person has to approve it. */
    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasRole('privacy-desk')")
    ResponseEntity<Object> publish(
            @PathVariable String controller, @RequestBody Wanted body, JwtAuthenticationToken caller) {
        InForce known = inForce(controller);
        String sha256 = RequestFields.required(body.sha256(), "sha256");
        Instant effectiveFrom = effectiveFrom(body.effectiveFrom());
        PolicyVersion file = versions.candidate(controller)
                .filter(candidate -> candidate.sha256().equals(sha256))
                .orElseThrow(PublicationProblem.OTHER_POLICY_FILE::refusal);
        var wanted = new NewPublication(file.policy().version(), sha256, effectiveFrom);
        ControllerPolicy policy = known.version().policy();
        if (policy.needsApproval(TwoPersonAction.POLICY)) {
            var requested = approvals.ask(TwoPersonAction.POLICY, List.of(wanted.part()), policy, caller);
            return ResponseEntity.accepted().body(new AwaitingApproval(requested.approval(), requested.expiresAt()));
        }
        policies.publish(controller, wanted, "privacy-desk", null);
        return ResponseEntity.ok(publications(known));
    }

    private @Nullable Instant effectiveFrom(@Nullable String value) {
        if (value == null) {
            return null;
        }
        Instant now = clock.now();
        try {
            Instant from = Instant.parse(value).truncatedTo(ChronoUnit.MICROS);
            if (!from.isBefore(now) && !from.isAfter(now.plus(FARTHEST))) {
                return from;
            }
        } catch (DateTimeException _) {
            // refused below
        }
        throw PlatformProblem.INVALID_FIELD.about("effectiveFrom");
    }

    private Publications publications(InForce known) {
        PolicyVersion version = known.version();
        return new Publications(
                policies.of(known.controller()).stream().map(Published::of).toList(),
                new Current(version.policy().version(), version.sha256(), known.since()),
                versions.candidate(known.controller()).map(Candidate::of).orElse(null));
    }

    private InForce inForce(String controller) {
        return versions.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }
}
