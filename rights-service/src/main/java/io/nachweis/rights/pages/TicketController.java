package io.nachweis.rights.pages;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.forms.admission.MailCodes;
import io.nachweis.forms.page.Nonces;
import io.nachweis.forms.page.Page;
import io.nachweis.forms.page.Pages;
import io.nachweis.forms.page.UnusableLink;
import io.nachweis.mail.Moments;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.rights.access.AccessAnswers;
import io.nachweis.rights.access.AccessAnswers.IncompleteAnswer;
import io.nachweis.rights.decision.Case;
import io.nachweis.rights.decision.RequestOutcome;
import io.nachweis.rights.decision.RightsCommand.DisownRequest;
import io.nachweis.rights.decision.RightsCommand.ProveMailbox;
import io.nachweis.rights.decision.RightsCommand.RecordFetched;
import io.nachweis.rights.link.Cases;
import io.nachweis.rights.link.RequestTickets;
import io.nachweis.starter.DomainClock;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page of a request: whoever reads the mailbox proves that here, sees how far it has come, fetches the answer, and
 * undoes a withdrawal that was not theirs. Looking at it changes nothing.
 */
@Controller
@RequestMapping("/{controller}/rights/{ticket}")
class TicketController {

    private static final String LATER = "later";
    private static final String PROVE = "prove";
    private static final String NOT_MINE = "not-mine";
    private static final String FETCH = "fetch";

    private static final int HELD_BACK = 256 * 1024;

    private final Controllers controllers;
    private final RequestTickets tickets;
    private final Cases cases;
    private final AccessAnswers answers;
    private final MailCodes codes;
    private final Nonces nonces;
    private final Pages pages;
    private final MessageSource messages;
    private final CommandGateway commands;
    private final DomainClock clock;

    TicketController(
            Controllers controllers,
            RequestTickets tickets,
            Cases cases,
            AccessAnswers answers,
            MailCodes codes,
            Nonces nonces,
            Pages pages,
            MessageSource messages,
            CommandGateway commands,
            DomainClock clock) {
        this.controllers = controllers;
        this.tickets = tickets;
        this.cases = cases;
        this.answers = answers;
        this.codes = codes;
        this.nonces = nonces;
        this.pages = pages;
        this.messages = messages;
        this.commands = commands;
        this.clock = clock;
    }

    /** Somebody who came with a ticket of ours. */
    private record Visit(ControllerPolicy policy, String ticket, Case request, Locale language) {
        Page saying(HttpStatus status, String name) {
            return Page.saying(status, name, language, policy);
        }

        Page asking(String name, String... actions) {
            return Page.asking(name, language, policy, List.of(), ticket, ticket, actions);
        }
    }

    @GetMapping
    ResponseEntity<String> show(@PathVariable String controller, @PathVariable String ticket, Locale reader) {
        Visit visit = visit(controller, ticket, reader);
        return show(page(visit), visit);
    }

    /** Whoever answers without having looked at the page gets to see it. Null when the answer has been written. */
    @PostMapping
    @Nullable
    ResponseEntity<?> answer(
            @PathVariable String controller,
            @PathVariable String ticket,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String nonce,
            @RequestParam(defaultValue = "") String code,
            Locale reader,
            HttpServletResponse response)
            throws IOException {
        Visit visit = visit(controller, ticket, reader);
        Instant now = clock.now();
        if (!nonces.fits(nonce, controller, ticket, Duration.ZERO, now)) {
            return show(page(visit), visit);
        }
        UUID request = visit.request().id();
        switch (action) {
            case PROVE -> commands.<Boolean>sendAndWait(new ProveMailbox(request, now));
            case NOT_MINE -> commands.<Boolean>sendAndWait(new DisownRequest(request, now));
            case FETCH -> {
                return fetch(visit, code, now, response);
            }
            default -> {
                // Nothing changes, as with a mere look.
            }
        }
        Visit after = visit(controller, ticket, reader);
        return show(page(after), after);
    }

    /** The digits stand in a second mail, so that a ticket that was passed on opens nothing. */
    private @Nullable ResponseEntity<?> fetch(Visit visit, String code, Instant now, HttpServletResponse response)
            throws IOException {
        if (!visit.request().hasDataReady()) {
            return show(page(visit), visit);
        }
        String controller = visit.policy().id();
        String about = visit.request().id().toString();
        if (!codes.accepts(controller, about, code, now)) {
            return show(visit.asking("rights.code", FETCH).withCode(), visit);
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(controller + "-art-15.json")
                        .build()
                        .toString());
        // Nobody has all of an answer before it is on record.
        var heldBack = new BufferedOutputStream(response.getOutputStream(), HELD_BACK);
        try {
            String sha256 = answers.write(visit.request(), visit.policy(), visit.language(), now, heldBack);
            commands.<Boolean>sendAndWait(new RecordFetched(visit.request().id(), sha256, now));
        } catch (IncompleteAnswer e) {
            if (response.isCommitted()) {
                throw e;
            }
            response.reset();
            return show(visit.saying(HttpStatus.SERVICE_UNAVAILABLE, "rights.incomplete"), visit);
        }
        heldBack.flush();
        return null;
    }

    private Visit visit(String controller, String ticket, Locale reader) {
        ControllerPolicy policy = controllers.find(controller).orElseThrow(() -> UnusableLink.unknown(reader, null));
        Case request = tickets.read(policy.id(), ticket)
                .flatMap(cases::find)
                .orElseThrow(() -> UnusableLink.unknown(reader, policy));
        Locale language = Pages.language(Locale.forLanguageTag(request.locale()), reader, policy);
        return new Visit(policy, ticket, request, language);
    }

    private ResponseEntity<String> show(Page page, Visit visit) {
        Page withStatus = page.about(status(visit));
        return pages.show(
                withStatus.question() == null
                        ? withStatus
                        : withStatus.withNonce(nonces.make(visit.policy().id(), visit.ticket(), clock.now())));
    }

    /** What was asked for, when, and until when it is answered. */
    private String status(Visit visit) {
        Case request = visit.request();
        return messages.getMessage(
                request.isOpen() && !request.isWithdrawal() ? "rights.status.open" : "rights.status.over",
                new Object[] {
                    messages.getMessage(
                            "kind." + request.kind().name().toLowerCase(Locale.ROOT), null, visit.language()),
                    Moments.day(request.receivedAt(), visit.policy().zone(), visit.language()),
                    Moments.day(request.deadline().on(), visit.language())
                },
                visit.language());
    }

    private static Page page(Visit visit) {
        if (visit.request().withdraws()) {
            return withdrawn(visit);
        }
        if (visit.request().isUndone()) {
            return visit.saying(HttpStatus.OK, "rights.undone");
        }
        return switch (visit.request().phase()) {
            // The first button does nothing, for those that press the first one.
            case RECEIVED ->
                visit.asking("rights.received", LATER, PROVE, NOT_MINE).withMain(PROVE);
            case PROVEN, ORDERED -> visit.saying(HttpStatus.OK, "rights.working");
            case ANSWERED -> answered(visit);
            case REFUSED -> visit.saying(HttpStatus.OK, "rights.refused");
            case LAPSED, CLOSED -> visit.saying(HttpStatus.GONE, "rights.closed");
        };
    }

    /** As above, the first button does nothing. */
    private static Page withdrawn(Visit visit) {
        return visit.asking("rights.withdrawn", LATER, NOT_MINE);
    }

    private static Page answered(Visit visit) {
        RequestOutcome outcome = visit.request().outcome();
        return switch (outcome) {
            case DATA_READY -> visit.asking("rights.ready", FETCH).withCode();
            case NOTHING_HELD -> visit.saying(HttpStatus.OK, "rights.nothing");
            case ERASED -> visit.saying(HttpStatus.OK, "rights.erased");
            case WITHDRAWN -> withdrawn(visit);
            case null -> throw PlatformProblem.INTERNAL.refusal();
        };
    }
}
