package io.nachweis.lead.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.CommandResult;
import io.nachweis.event.Personal;
import io.nachweis.lead.decision.EnquiryCommand.AnswerEnquiry;
import io.nachweis.lead.decision.EnquiryCommand.CloseEnquiry;
import io.nachweis.lead.decision.EnquiryEvent;
import io.nachweis.lead.decision.EnquiryState.Known;
import io.nachweis.lead.desk.EnquiryQueue.EnquiryStatus;
import io.nachweis.lead.desk.EnquiryQueue.Item;
import io.nachweis.lead.link.Enquiries;
import io.nachweis.lifecycle.CaseOwner;
import io.nachweis.lifecycle.CaseRetention;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.LegalClock.Due;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.idempotency.Repeatable;
import io.nachweis.starter.web.RequestFields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

/** Enquiries as the privacy desk works on them: what waits, what was asked, an answer by mail, the end. */
@RestController
@RequestMapping("/api/v1/{controller}/desk/enquiries")
class EnquiryDeskController {

    /** @param next the next page; null where this is the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Queue(List<Shown> enquiries, @Nullable String next) {}

    /**
     * @param receipt whether a mail said that it arrived
     * @param leftOutUntil until when more about this address is not put on record; this one stands for it
     * @param keptUntil when it is forgotten as things are; null while its time does not run, as of a customer's
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            UUID enquiry,
            String state,
            boolean receipt,
            @Nullable Instant leftOutUntil,
            Instant receivedAt,
            @Nullable Instant keptUntil,
            String language,
            @Nullable String email,
            @Nullable String name,
            @Nullable String company,
            @Nullable String role,
            @Nullable String phone,
            @Nullable Map<String, String> others,
            @Nullable String message,
            List<Answered> answers) {}

    record Answered(
            UUID answer, Instant answeredAt, @Nullable String text) {}

    record NewAnswer(@Nullable String text) {}

    private static final String USUAL = "50";
    private static final int MOST = 200;
    private static final int LONGEST_ANSWER = 20_000;

    private final Controllers controllers;
    private final EnquiryQueue queue;
    private final Enquiries enquiries;
    private final CaseRetention retention;
    private final CommandGateway commands;
    private final DomainClock clock;

    EnquiryDeskController(
            Controllers controllers,
            EnquiryQueue queue,
            Enquiries enquiries,
            CaseRetention retention,
            CommandGateway commands,
            DomainClock clock) {
        this.controllers = controllers;
        this.queue = queue;
        this.enquiries = enquiries;
        this.retention = retention;
        this.commands = commands;
        this.clock = clock;
    }

    /** The oldest first. Whose person was erased meanwhile is left out. */
    @GetMapping
    @PreAuthorize("hasAnyRole('privacy-desk', 'dpo')")
    Queue queue(
            @PathVariable String controller,
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(defaultValue = "-1") long after,
            @RequestParam(defaultValue = USUAL) int limit) {
        policy(controller);
        EnquiryStatus status = switch (state) {
            case "open" -> EnquiryStatus.OPEN;
            case "closed" -> EnquiryStatus.CLOSED;
            default -> throw PlatformProblem.INVALID_FIELD.about("state");
        };
        if (limit < 1 || limit > MOST) {
            throw PlatformProblem.INVALID_FIELD.about("limit");
        }
        List<Item> items = queue.after(controller, status, after, limit);
        List<Shown> shown = items.stream()
                .flatMap(item -> enquiries.state(item.enquiry()).known().stream())
                .map(this::shown)
                .toList();
        String next = items.size() < limit
                ? null
                : "/api/v1/" + controller + "/desk/enquiries?state=" + state + "&after="
                        + items.getLast().position() + "&limit=" + limit;
        return new Queue(shown, next);
    }

    @GetMapping("/{enquiry}")
    @PreAuthorize("hasAnyRole('privacy-desk', 'dpo')")
    Shown show(@PathVariable String controller, @PathVariable UUID enquiry) {
        return shown(known(controller, enquiry));
    }

    /** The answer goes out by mail, later if the mail server is away. */
    @PostMapping(value = "/{enquiry}/answers", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasRole('privacy-desk')")
    Shown answer(
            @PathVariable String controller,
            @PathVariable UUID enquiry,
            @RequestBody NewAnswer body,
            Repeatable request) {
        policy(controller);
        String text = RequestFields.text(body.text(), "text", LONGEST_ANSWER);
        known(controller, enquiry);
        request.once(
                body,
                () -> commands.<CommandResult>sendAndWait(
                        new AnswerEnquiry(enquiry, UUID.randomUUID(), Personal.of(text), clock.now())));
        return show(controller, enquiry);
    }

    @PostMapping(value = "/{enquiry}/closure", produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasRole('privacy-desk')")
    Shown close(@PathVariable String controller, @PathVariable UUID enquiry) {
        known(controller, enquiry);
        commands.<CommandResult>sendAndWait(new CloseEnquiry(enquiry, clock.now()));
        return show(controller, enquiry);
    }

    private Known known(String controller, UUID enquiry) {
        return enquiries
                .state(enquiry)
                .known()
                .filter(known -> known.enquiry().controller().equals(controller))
                .orElseThrow(PlatformProblem.NOT_FOUND::refusal);
    }

    private ControllerPolicy policy(String controller) {
        return controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }

    private Shown shown(Known known) {
        var enquiry = known.enquiry();
        var email = enquiry.email().orNull();
        return new Shown(
                enquiry.enquiry(),
                known.isClosed() ? "closed" : known.answers().isEmpty() ? "open" : "answered",
                enquiry.receipt(),
                enquiry.leftOutUntil(),
                enquiry.receivedAt(),
                retention
                        .endOf(
                                EnquiryEvent.CATEGORY,
                                new CaseOwner(enquiry.controller(), enquiry.subject(), enquiry.enquiry()),
                                enquiry.enquiry().toString())
                        .map(Due::until)
                        .orElse(null),
                enquiry.language(),
                email == null ? null : email.value(),
                text(enquiry.name()),
                text(enquiry.company()),
                text(enquiry.role()),
                text(enquiry.phone()),
                enquiry.others() == null ? null : enquiry.others().orNull(),
                text(enquiry.message()),
                known.answers().stream()
                        .map(each -> new Answered(each.answer(), each.answeredAt(), text(each.text())))
                        .toList());
    }

    private static @Nullable String text(@Nullable Personal<String> value) {
        return value == null ? null : value.orNull();
    }
}
