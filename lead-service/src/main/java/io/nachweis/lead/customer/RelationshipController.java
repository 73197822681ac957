package io.nachweis.lead.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.CommandResult;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.lead.decision.ContactDetails;
import io.nachweis.lead.decision.RelationshipCommand.RecordRelationship;
import io.nachweis.lead.decision.RelationshipCommand.RevokeRelationship;
import io.nachweis.lead.decision.RelationshipEvent;
import io.nachweis.lead.decision.RelationshipState.Known;
import io.nachweis.lead.link.Relationships;
import io.nachweis.lifecycle.CaseOwner;
import io.nachweis.lifecycle.CaseRetention;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.DataCategoryRule;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.LegalClock;
import io.nachweis.policy.LegalClock.Due;
import io.nachweis.policy.Retention.Trigger;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.SubjectIds;
import io.nachweis.starter.web.RequestFields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Business relationships by the names that a CRM gives them, each with one person. It looks no lead up, so its answers do
 * not tell whether there is one.
 */
@RestController
@RequestMapping("/api/v1/{controller}/relationships/{id}")
class RelationshipController {

    /** @param subject instead of the address, or beside it */
    record Said(
            @Nullable String email,
            @Nullable String subject,
            @Nullable String since,
            @Nullable String role,
            @Nullable String contract,
            @Nullable Boolean technicalContact,
            @Nullable String endedOn) {}

    /** @param keptUntil when it is forgotten as things are; null while its time does not run */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            String id,
            String subject,
            @Nullable String email,
            LocalDate since,
            @Nullable String role,
            @Nullable String contract,
            boolean technicalContact,
            @Nullable LocalDate endedOn,
            @Nullable Instant keptUntil) {}

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]{1,100}");
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final int LONGEST = 200;

    private final Controllers controllers;
    private final SubjectIds subjects;
    private final Relationships relationships;
    private final CaseRetention retention;
    private final CommandGateway commands;
    private final DomainClock clock;

    RelationshipController(
            Controllers controllers,
            SubjectIds subjects,
            Relationships relationships,
            CaseRetention retention,
            CommandGateway commands,
            DomainClock clock) {
        this.controllers = controllers;
        this.subjects = subjects;
        this.relationships = relationships;
        this.retention = retention;
        this.commands = commands;
        this.clock = clock;
    }

    /** Said again it changes nothing. */
    @PutMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasAnyRole('privacy-desk', 'app')")
    Shown put(@PathVariable String controller, @PathVariable String id, @RequestBody Said body) {
        ControllerPolicy policy = policy(controller);
        DataCategoryRule rule = rule(policy);
        String name = name(id);
        Instant now = clock.now();
        LocalDate today = LegalClock.of(policy).day(now);
        LocalDate since = RequestFields.day(body.since(), "since", EARLIEST, today);
        LocalDate endedOn = body.endedOn() == null ? null : RequestFields.day(body.endedOn(), "endedOn", since, today);
        if (endedOn != null && relationships.find(controller, name).isEmpty() && isOver(policy, rule, endedOn, now)) {
            throw PlatformProblem.INVALID_FIELD.about("endedOn");
        }
        EmailAddress email = body.email() == null ? null : RequestFields.email(body.email(), "email");
        SubjectId subject = subject(controller, email, body.subject());
        var contact = new ContactDetails(
                email == null ? null : Personal.of(email),
                listed(rule, "role", body.role()),
                listed(rule, "contract", body.contract()),
                Personal.of(Boolean.TRUE.equals(body.technicalContact())),
                since);
        commands.<CommandResult>sendAndWait(
                new RecordRelationship(relationships.of(controller, name), controller, subject, contact, endedOn, now));
        return get(controller, id);
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('privacy-desk', 'dpo', 'app')")
    Shown get(@PathVariable String controller, @PathVariable String id) {
        rule(policy(controller));
        String name = name(id);
        return relationships
                .find(controller, name)
                .flatMap(stream -> relationships.state(stream).known())
                .map(known -> shown(name, known))
                .orElseThrow(PlatformProblem.NOT_FOUND::refusal);
    }

    /** It was recorded by mistake, and is forgotten at once; nothing is said of what was never there. */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAnyRole('privacy-desk', 'app')")
    void revoke(@PathVariable String controller, @PathVariable String id) {
        rule(policy(controller));
        relationships
                .find(controller, name(id))
                .filter(stream -> relationships.state(stream).known().isPresent())
                .ifPresent(stream -> commands.<CommandResult>sendAndWait(new RevokeRelationship(stream, clock.now())));
    }

    private ControllerPolicy policy(String controller) {
        return controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }

    /** A controller whose policy says nothing of customers' contacts has none here. */
    private static DataCategoryRule rule(ControllerPolicy policy) {
        return policy.category(RelationshipEvent.CATEGORY).orElseThrow(PlatformProblem.NOT_FOUND::refusal);
    }

    /** What would be forgotten at once is not stored to begin with, however often a CRM says it. */
    private static boolean isOver(ControllerPolicy policy, DataCategoryRule rule, LocalDate endedOn, Instant now) {
        var clock = LegalClock.of(policy);
        return rule.end(Map.of(Trigger.END_OF_RELATIONSHIP, clock.lastOf(endedOn)), clock)
                .filter(end -> !end.due().until().isAfter(now))
                .isPresent();
    }

    private static String name(String id) {
        if (!ID.matcher(id).matches()) {
            throw PlatformProblem.INVALID_FIELD.about("id");
        }
        return id;
    }

    private SubjectId subject(String controller, @Nullable EmailAddress email, @Nullable String named) {
        Optional<SubjectId> byAddress = Optional.ofNullable(email).map(each -> subjects.of(controller, each));
        if (named == null) {
            return byAddress.orElseThrow(() -> PlatformProblem.INVALID_FIELD.about("email"));
        }
        SubjectId subject;
        try {
            subject = SubjectId.of(named);
        } catch (IllegalArgumentException _) {
            throw PlatformProblem.INVALID_FIELD.about("subject");
        }
        if (byAddress.isPresent() && !byAddress.get().equals(subject)) {
            throw PlatformProblem.INVALID_FIELD.about("subject");
        }
        return subject;
    }

    /** What the policy lists nowhere is dropped. */
    private static @Nullable Personal<String> listed(DataCategoryRule rule, String field, @Nullable String value) {
        Optional<String> visible = RequestFields.visible(value, field, LONGEST, false);
        return visible.filter(_ -> rule.fields().contains(field))
                .map(Personal::of)
                .orElse(null);
    }

    private Shown shown(String id, Known known) {
        UUID stream = known.begun().relationship();
        var contact = known.contact();
        var email = contact.email() == null ? null : contact.email().orNull();
        return new Shown(
                id,
                known.subject().value(),
                email == null ? null : email.value(),
                contact.since(),
                text(contact.role()),
                text(contact.contract()),
                Boolean.TRUE.equals(contact.technicalContact().orNull()),
                known.endedOn(),
                retention
                        .endOf(
                                RelationshipEvent.CATEGORY,
                                new CaseOwner(known.begun().controller(), known.subject(), stream),
                                stream.toString())
                        .map(Due::until)
                        .orElse(null));
    }

    private static @Nullable String text(@Nullable Personal<String> value) {
        return value == null ? null : value.orNull();
    }
}
