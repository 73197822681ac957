package io.nachweis.rights.hold;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.CommandResult;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.lifecycle.RetentionHold;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.LegalClock.Due;
import io.nachweis.rights.hold.HoldCommand.LiftHold;
import io.nachweis.rights.hold.HoldCommand.PlaceHold;
import io.nachweis.rights.hold.HoldCommand.ReviewHold;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.idempotency.Repeatable;
import io.nachweis.starter.web.RequestFields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Legal holds on what is stored about a person. Its answers do not tell whether anything is. */
@RestController
@RequestMapping("/api/v1/{controller}/subjects/{subject}/holds")
class HoldController {

    record OnPerson(List<Shown> holds) {}

    /**
     * @param reason null once it is erased
     * @param review null when it was lifted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            UUID hold,
            List<String> categories,
            @Nullable String reason,
            Instant placedAt,
            @Nullable Instant reviewedAt,
            @Nullable Review review,
            @Nullable Instant liftedAt) {}

    /** @param because how the day was computed */
    record Review(LocalDate dueOn, boolean overdue, List<String> because) {}

    record NewHold(
            @Nullable List<@Nullable String> categories,
            @Nullable String reason) {}

    private static final int LONGEST_REASON = 2_000;

    private final Controllers controllers;
    private final Holds holds;
    private final CommandGateway commands;
    private final DomainClock clock;

    HoldController(Controllers controllers, Holds holds, CommandGateway commands, DomainClock clock) {
        this.controllers = controllers;
        this.holds = holds;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('privacy-desk', 'dpo')")
    OnPerson show(@PathVariable String controller, @PathVariable SubjectId subject, Locale reader) {
        ControllerPolicy policy = policy(controller);
        return new OnPerson(holds.of(controller, subject).stream()
                .map(hold -> shown(hold, policy, reader))
                .toList());
    }

    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasRole('privacy-desk')")
    OnPerson place(
            @PathVariable String controller,
            @PathVariable SubjectId subject,
            @RequestBody NewHold body,
            Locale reader,
            Repeatable request) {
        List<String> categories = categories(body, policy(controller));
        String reason = RequestFields.text(body.reason(), "reason", LONGEST_REASON);
        request.once(
                body,
                () -> commands.<CommandResult>sendAndWait(new PlaceHold(
                        UUID.randomUUID(), controller, subject, categories, Personal.of(reason), clock.now())));
        return show(controller, subject, reader);
    }

    /** It is still needed, so the next review is due later. */
    @PostMapping(value = "/{hold}/reviews", produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasRole('privacy-desk')")
    Shown review(
            @PathVariable String controller,
            @PathVariable SubjectId subject,
            @PathVariable UUID hold,
            Locale reader,
            Repeatable request) {
        ControllerPolicy policy = policy(controller);
        find(controller, subject, hold);
        request.once(hold, () -> commands.<CommandResult>sendAndWait(new ReviewHold(hold, clock.now())));
        return shown(find(controller, subject, hold), policy, reader);
    }

    /** Said again it changes nothing. */
    @DeleteMapping("/{hold}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasRole('privacy-desk')")
    void lift(@PathVariable String controller, @PathVariable SubjectId subject, @PathVariable UUID hold) {
        policy(controller);
        find(controller, subject, hold);
        commands.<CommandResult>sendAndWait(new LiftHold(hold, clock.now()));
    }

    /** A controller whose policy says nothing of how long legal holds stay on record has none. */
    private ControllerPolicy policy(String controller) {
        ControllerPolicy policy = controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
        if (policy.category(RetentionHold.CATEGORY).isEmpty()) {
            throw PlatformProblem.NOT_FOUND.refusal();
        }
        return policy;
    }

    private Hold find(String controller, SubjectId subject, UUID hold) {
        return holds.find(hold)
                .filter(known -> known.placed().controller().equals(controller)
                        && known.placed().subject().equals(subject))
                .orElseThrow(PlatformProblem.NOT_FOUND::refusal);
    }

    private static List<String> categories(NewHold body, ControllerPolicy policy) {
        Set<String> categories = new LinkedHashSet<>();
        for (String category : RequestFields.required(body.categories(), "categories")) {
            if (category == null || policy.category(category).isEmpty()) {
                throw PlatformProblem.INVALID_FIELD.about("categories");
            }
            categories.add(category);
        }
        if (categories.isEmpty()) {
            throw PlatformProblem.INVALID_FIELD.about("categories");
        }
        return List.copyOf(categories);
    }

    private Shown shown(Hold hold, ControllerPolicy policy, Locale reader) {
        var placed = hold.placed();
        return new Shown(
                placed.hold(),
                placed.categories(),
                placed.reason().orNull(),
                placed.placedAt(),
                hold.reviewedAt(),
                hold.isInForce() ? review(hold.reviewDue(policy), policy.language(reader.toLanguageTag())) : null,
                hold.liftedAt());
    }

    private Review review(Due due, Locale language) {
        return new Review(due.on(), !due.until().isAfter(clock.now()), due.because(language));
    }
}
