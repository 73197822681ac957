package io.nachweis.rights.desk;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.rights.decision.Case;
import io.nachweis.rights.decision.Ending;
import io.nachweis.rights.decision.Intake;
import io.nachweis.rights.decision.LapseNotice;
import io.nachweis.rights.decision.Phase;
import io.nachweis.rights.decision.RequestKind;
import io.nachweis.rights.decision.RequestOutcome;
import io.nachweis.rights.decision.RightsCommand;
import io.nachweis.rights.decision.RightsCommand.CloseRequest;
import io.nachweis.rights.decision.RightsCommand.ExtendPeriod;
import io.nachweis.rights.decision.RightsCommand.ProveIdentity;
import io.nachweis.rights.decision.RightsCommand.RefuseRequest;
import io.nachweis.rights.desk.RequestQueue.Line;
import io.nachweis.rights.intake.RequestIntake;
import io.nachweis.rights.link.Cases;
import io.nachweis.rights.process.PendingRequests;
import io.nachweis.starter.web.RequestFields;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The queue of requests and when each is due; what came in by mail, phone and letter; and what the desk decides. */
@RestController
@RequestMapping("/api/v1/{controller}/desk/rights-requests")
class DeskController {

    /**
     * @param receipt whether a mail brought the link to prove the mailbox; without one, only the desk can go on
     * @param waitingFor the services that the request waits for; none where it waits for its person or the desk
     */
    record Waits(
            UUID request,
            RequestKind kind,
            Intake channel,
            Phase phase,
            boolean receipt,
            Instant receivedAt,
            LocalDate dueOn,
            boolean overdue,
            Set<String> waitingFor) {}

    /** @param because how the due date was computed */
    record Detail(
            UUID request,
            RequestKind kind,
            Intake channel,
            Phase phase,
            boolean receipt,
            Instant receivedAt,
            LocalDate dueOn,
            List<String> because,
            boolean extended,
            boolean identified,
            String subject,
            @Nullable String email,
            @Nullable RequestOutcome outcome,
            @Nullable LapseNotice lapse,
            Set<String> waitingFor) {}

    /** @param receivedAt as text: a number does not say whether it counts seconds or milliseconds */
    record Intaken(
            @Nullable String email,
            @Nullable RequestKind kind,
            @Nullable Intake channel,
            @Nullable String receivedAt,
            @Nullable String locale) {}

    record Taken(UUID request) {}

    record Decided(@Nullable Decision decision, @Nullable String reason) {}

    enum Decision {
        @JsonProperty("refuse")
        REFUSE,
        @JsonProperty("extend")
        EXTEND,
        @JsonProperty("prove-identity")
        PROVE_IDENTITY,
        @JsonProperty("close")
        CLOSE
    }

    private static final int MOST = 500;
    private static final int LONGEST_REASON = 2_000;

    private final RequestQueue queue;
    private final PendingRequests pending;
    private final Cases cases;
    private final RequestIntake requestIntake;
    private final Controllers controllers;
    private final CommandGateway commands;
    private final Clock clock;

    DeskController(
            RequestQueue queue,
            PendingRequests pending,
            Cases cases,
            RequestIntake requestIntake,
            Controllers controllers,
            CommandGateway commands,
            Clock clock) {
        this.queue = queue;
        this.pending = pending;
        this.cases = cases;
        this.requestIntake = requestIntake;
        this.controllers = controllers;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('privacy-desk', 'dpo')")
    List<Waits> queue(@PathVariable String controller, @RequestParam(defaultValue = "false") boolean all) {
        Instant now = clock.instant();
        Map<UUID, Set<String>> silent = pending.reasons();
        return (all ? queue.all(controller, MOST) : queue.open(controller, MOST))
                .stream()
                        .map(line -> new Waits(
                                line.request(),
                                line.kind(),
                                line.channel(),
                                line.phase(),
                                line.receipt(),
                                line.receivedAt(),
                                line.dueOn(),
                                isOpen(line) && !now.isBefore(line.dueUntil()),
                                both(line.waitingFor(), silent.getOrDefault(line.request(), Set.of()))))
                        .toList();
    }

    @GetMapping("/{request}")
    @PreAuthorize("hasAnyRole('privacy-desk', 'dpo')")
    Detail detail(@PathVariable String controller, @PathVariable UUID request) {
        return detail(find(controller, request));
    }

    /** The time runs from when it was received, not from now. */
    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasRole('privacy-desk')")
    Taken take(@PathVariable String controller, @RequestBody Intaken body) {
        ControllerPolicy policy = controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
        Instant now = now();
        EmailAddress email = RequestFields.email(body.email(), "email");
        RequestKind kind = RequestFields.required(body.kind(), "kind");
        Intake channel = RequestFields.required(body.channel(), "channel");
        if (channel == Intake.FORM) {
            throw PlatformProblem.INVALID_FIELD.about("channel");
        }
        Instant receivedAt = RequestFields.receivedAt(body.receivedAt(), "receivedAt", now);
        Locale locale = policy.language(body.locale());
        return new Taken(requestIntake.take(policy, email, kind, channel, locale, true, receivedAt, now));
    }

    @PostMapping(value = "/{request}/decisions", produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasRole('privacy-desk')")
    Detail decide(@PathVariable String controller, @PathVariable UUID request, @RequestBody Decided body) {
        Case known = find(controller, request);
        if (!commands.<Boolean>sendAndWait(command(body, known))) {
            throw DeskProblem.DECISION_NOT_POSSIBLE.refusal();
        }
        return detail(find(controller, request));
    }

    private RightsCommand command(Decided body, Case known) {
        Instant now = now();
        return switch (RequestFields.required(body.decision(), "decision")) {
            case REFUSE -> new RefuseRequest(known.id(), reason(body), now);
            case PROVE_IDENTITY -> new ProveIdentity(known.id(), reason(body), now);
            case CLOSE -> new CloseRequest(known.id(), Ending.DONE, now);
            case EXTEND ->
                new ExtendPeriod(
                        known.id(),
                        reason(body),
                        RequestIntake.deadline(policyOf(known), known.receivedAt(), RequestIntake.MONTHS_EXTENDED),
                        now);
        };
    }

    private Case find(String controller, UUID request) {
        return cases.find(request)
                .filter(known -> known.controller().equals(controller))
                .orElseThrow(PlatformProblem.NOT_FOUND::refusal);
    }

    private ControllerPolicy policyOf(Case known) {
        return controllers.find(known.controller()).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }

    private Detail detail(Case known) {
        EmailAddress email = known.email().orNull();
        return new Detail(
                known.id(),
                known.kind(),
                known.intake(),
                known.phase(),
                known.receipt(),
                known.receivedAt(),
                known.deadline().on(),
                known.deadline().because(),
                known.isExtended(),
                known.isIdentified(),
                known.subject().value(),
                email == null ? null : email.value(),
                known.outcome(),
                known.lapse(),
                both(known.awaited(), pending.reasons().getOrDefault(known.id(), Set.of())));
    }

    private static boolean isOpen(Line line) {
        return switch (line.phase()) {
            case RECEIVED, PROVEN, ORDERED -> true;
            case ANSWERED, REFUSED, LAPSED, CLOSED -> false;
        };
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        var both = new TreeSet<>(some);
        both.addAll(others);
        return both;
    }

    /** The person is told, so there has to be one. */
    private static Personal<String> reason(Decided body) {
        return Personal.of(RequestFields.text(body.reason(), "reason", LONGEST_REASON));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
