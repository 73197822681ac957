package io.nachweis.consent.systems;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nachweis.consent.systems.Attestations.Attestation;
import io.nachweis.consent.systems.SystemEntry.PutOnRecord;
import io.nachweis.consent.systems.SystemEvent.SystemAttested;
import io.nachweis.consent.systems.SystemRegister.Standing;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Attested;
import io.nachweis.policy.ControllerPolicy.Measure;
import io.nachweis.policy.ControllerPolicy.OtherSystem;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.Explanation;
import io.nachweis.policy.LegalClock;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.idempotency.Repeatable;
import io.nachweis.starter.web.RequestFields;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.axonframework.commandhandling.gateway.CommandGateway;
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
import tools.jackson.databind.JsonNode;

/**
 * The register of what is stored and done elsewhere, and the attestations of who does it. An attestation has no free text,
 * so that nothing personal can come in with it.
 */
@RestController
@RequestMapping("/api/v1/{controller}/systems")
class SystemController {

    record Register(List<Registered> systems) {}

    /**
     * @param stores null, as all about what is stored, of a measure
     * @param overdueSince when the next attestation should have been there; null where it is in time
     */
    record Registered(
            String system,
            Kind kind,
            String name,
            @Nullable String stores,
            @Nullable String basis,
            @Nullable String law,
            List<Recipient> recipients,
            List<Rule> retention,
            Period attestEvery,
            @Nullable Attestation attested,
            NextAttestation due,
            boolean overdue,
            @Nullable Instant overdueSince) {}

    enum Kind {
        @JsonProperty("system")
        SYSTEM,
        @JsonProperty("measure")
        MEASURE
    }

    record Recipient(String recipient, String name) {}

    /** @param words the whole of it, as people read it */
    record Rule(String after, Period period, String from, String bound, String action, String words) {}

    /** @param because the calculation, sentence by sentence */
    record NextAttestation(LocalDate on, List<String> because) {}

    /** @param ranAt as text: a number does not say whether it counts seconds or milliseconds */
    record NewAttestation(
            @Nullable String ranAt,
            @Nullable String through,
            @Nullable JsonNode deleted,
            @Nullable String reference) {}

    private static final String APP = "app";
    private static final String PRIVACY_DESK = "privacy-desk";

    /** The largest number that every reader of JSON reads alike. */
    private static final long MOST = (1L << 53) - 1;

    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

    /** What says nothing about anybody: a UUID, or a SHA-256 in hexadecimal, such as of the run's own protocol. */
    private static final Pattern REFERENCE = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}");

    private final Controllers controllers;
    private final SystemRegister register;
    private final CommandGateway commands;
    private final DomainClock clock;

    SystemController(Controllers controllers, SystemRegister register, CommandGateway commands, DomainClock clock) {
        this.controllers = controllers;
        this.register = register;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('privacy-desk', 'dpo', 'auditor', 'operator')")
    Register show(@PathVariable String controller, Locale reader) {
        ControllerPolicy policy = policy(controller);
        Locale language = policy.language(reader.toLanguageTag());
        Instant now = clock.now();
        return new Register(register.of(policy)
                .map(standing -> registered(standing, language, now))
                .toList());
    }

    /** Said again it is the same, with a key or without. A measure is for people to attest. */
    @PostMapping("/{system}/attestations")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAnyRole('privacy-desk', 'app')")
    void attest(
            @PathVariable String controller,
            @PathVariable String system,
            @RequestBody NewAttestation body,
            JwtAuthenticationToken caller,
            Repeatable request) {
        ControllerPolicy policy = policy(controller);
        Attested what = policy.attested(system).orElseThrow(SystemProblem.UNKNOWN_SYSTEM::refusal);
        String role = roleOf(caller);
        if (what instanceof Measure && role.equals(APP)) {
            throw PlatformProblem.FORBIDDEN.refusal();
        }
        Instant now = clock.now();
        Instant ranAt = RequestFields.receivedAt(body.ranAt(), "ranAt", now);
        LocalDate through = through(body, what, LegalClock.of(policy).day(ranAt));
        Long deleted = deleted(body, what);
        String reference = reference(body);
        String client = role.equals(APP) ? caller.getToken().getClaimAsString("azp") : null;
        request.once(
                body,
                () -> commands.<Object>sendAndWait(new PutOnRecord(new SystemAttested(
                        SystemEntry.named(
                                "attestation", controller, system, ranAt, through, deleted, reference, role, client),
                        controller,
                        system,
                        ranAt,
                        through,
                        deleted,
                        reference,
                        role,
                        client,
                        now))));
    }

    private ControllerPolicy policy(String controller) {
        return controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }

    /** On record is the role alone: who it was is that person's own data, and not needed to prove that it was done. */
    private static String roleOf(JwtAuthenticationToken caller) {
        return caller.getAuthorities().stream().anyMatch(each -> ("ROLE_" + PRIVACY_DESK).equals(each.getAuthority()))
                ? PRIVACY_DESK
                : APP;
    }

    /** Nothing of a later day can have been deleted by then. Of a measure nothing is. */
    private static @Nullable LocalDate through(NewAttestation body, Attested what, LocalDate ranOn) {
        if (!(what instanceof Measure)) {
            return RequestFields.day(body.through(), "through", EARLIEST, ranOn);
        }
        if (body.through() != null) {
            throw PlatformProblem.INVALID_FIELD.about("through");
        }
        return null;
    }

    private static @Nullable Long deleted(NewAttestation body, Attested what) {
        JsonNode deleted = body.deleted();
        if (deleted == null || deleted.isNull()) {
            return null;
        }
        if (what instanceof Measure
                || !deleted.isIntegralNumber()
                || !deleted.canConvertToLong()
                || deleted.longValue() < 0
                || deleted.longValue() > MOST) {
            throw PlatformProblem.INVALID_FIELD.about("deleted");
        }
        return deleted.longValue();
    }

    private static @Nullable String reference(NewAttestation body) {
        String reference = body.reference();
        if (reference != null && !REFERENCE.matcher(reference).matches()) {
            throw PlatformProblem.INVALID_FIELD.about("reference");
        }
        return reference;
    }

    private static Registered registered(Standing standing, Locale language, Instant now) {
        Attested what = standing.what();
        OtherSystem system = what instanceof OtherSystem stores ? stores : null;
        return new Registered(
                what.id(),
                system == null ? Kind.MEASURE : Kind.SYSTEM,
                what.name(language),
                system == null ? null : system.what(language),
                system == null ? null : Explanation.key(system.basis()),
                system == null ? null : system.law(),
                system == null ? List.of() : recipients(system, standing.policy(), language),
                system == null ? List.of() : rules(system, language),
                what.every(),
                standing.last().orElse(null),
                new NextAttestation(standing.due().on(), standing.due().because(language)),
                standing.isOverdue(now),
                standing.isOverdue(now) ? standing.due().until() : null);
    }

    private static List<Recipient> recipients(OtherSystem system, ControllerPolicy policy, Locale language) {
        return system.recipients().stream()
                .map(recipient -> new Recipient(
                        recipient,
                        Objects.requireNonNull(policy.recipients().get(recipient))
                                .name(language)))
                .toList();
    }

    private static List<Rule> rules(OtherSystem system, Locale language) {
        return system.retention().steps().stream()
                .map(step -> new Rule(
                        Explanation.key(step.after()),
                        step.period(),
                        Explanation.key(step.from()),
                        Explanation.key(step.bound()),
                        Explanation.key(step.action()),
                        step.inWords(language)))
                .toList();
    }
}
