package io.nachweis.newsletter.pages;

import io.nachweis.evidence.StreamReads;
import io.nachweis.forms.page.Nonces;
import io.nachweis.forms.page.Page;
import io.nachweis.forms.page.Pages;
import io.nachweis.mail.Moments;
import io.nachweis.starter.DomainClock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page behind the link of a confirmation mail: confirm, or "this was not me". */
@Controller
@RequestMapping("/{controller}/confirm")
class ConfirmController {

    private static final String LATER = "later";
    private static final String DENY = "deny";
    private static final String RENEW = "renew";
    private static final String UNDO = "undo";

    private final Visits visits;
    private final ConfirmationAnswers answers;
    private final Nonces nonces;
    private final Pages pages;
    private final StreamReads reads;
    private final DomainClock clock;

    ConfirmController(
            Visits visits,
            ConfirmationAnswers answers,
            Nonces nonces,
            Pages pages,
            StreamReads reads,
            DomainClock clock) {
        this.visits = visits;
        this.answers = answers;
        this.nonces = nonces;
        this.pages = pages;
        this.reads = reads;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<String> show(
            @PathVariable String controller,
            @RequestParam(required = false) @Nullable List<String> token,
            Locale reader) {
        Visit visit = visits.confirming(controller, token, reader);
        Instant now = clock.now();
        return show(page(visit, now), visit, now);
    }

    /** Whoever answers without having looked at the page gets to see it. */
    @PostMapping
    ResponseEntity<String> answer(
            @PathVariable String controller,
            @RequestParam(required = false) @Nullable List<String> token,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String nonce,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "false") boolean choice,
            @RequestParam(defaultValue = "") Set<String> consents,
            Locale reader) {
        return reads.once(
                () -> answer(visits.confirming(controller, token, reader), action, nonce, code, choice, consents));
    }

    private ResponseEntity<String> answer(
            Visit visit, String action, String nonce, String code, boolean choice, Set<String> consents) {
        Instant now = clock.now();
        @Nullable Set<String> chosen = choice ? consents : null;
        if (action.equals(LATER)) {
            return pages.show(visit.saying("confirm.later"));
        }
        if (!nonces.fits(nonce, visit.policy().id(), visit.token(), visit.minimumReading(), now)) {
            return show(page(visit, now).keeping(chosen), visit, now);
        }
        ConfirmationAnswers.Outcome outcome = switch (action) {
            case Page.CONFIRM -> answers.confirm(visit, chosen, code, now);
            case DENY -> answers.deny(visit, now);
            case RENEW -> answers.renew(visit, now);
            case UNDO -> answers.undo(visit);
            default -> ConfirmationAnswers.Outcome.NOTHING;
        };
        // Where nothing was done, something else may have been done before.
        Visit after = outcome == ConfirmationAnswers.Outcome.NOTHING ? visits.again(visit) : visit;
        return show(page(outcome, after, now).keeping(chosen), after, now);
    }

    private ResponseEntity<String> show(Page page, Visit visit, Instant now) {
        return pages.show(
                page.question() == null
                        ? page
                        : page.withNonce(nonces.make(visit.policy().id(), visit.token(), now)));
    }

    private Page page(ConfirmationAnswers.Outcome outcome, Visit visit, Instant now) {
        return switch (outcome) {
            case NOTHING -> page(visit, now);
            case CONFIRMED -> visit.saying("confirm.confirm.done");
            case DENIED -> denied("confirm.deny.done", visit, now);
            case CONTRADICTED -> visit.saying("confirm.contradicted");
            case RENEWED -> visit.saying("confirm.renew.done");
            case TOO_MANY_MAILS -> visit.saying("confirm.renew.wait");
            case ALLOWED_AGAIN -> visit.saying("confirm.undo.done");
            case WRONG_CODE -> question("confirm.code", visit);
        };
    }

    private Page page(Visit visit, Instant now) {
        return switch (visit.link(now)) {
            case OPEN -> question("confirm.open", visit);
            case EXPIRED -> visit.asking("confirm.expired", Page.CONFIRM, RENEW, DENY);
            case REPLACED -> visit.saying("confirm.replaced");
            case CONFIRMED ->
                visit.canBeTakenBack(now)
                        ? visit.asking("confirm.already", Page.CONFIRM, DENY)
                        : visit.saying("confirm.already");
            case WITHDRAWN -> visit.saying("confirm.withdrawn");
            case DENIED -> denied("confirm.denied", visit, now);
            case GONE -> Page.saying(HttpStatus.GONE, "confirm.gone", visit.language(), visit.policy());
        };
    }

    /** Asks as long as the denial keeps mails away. */
    private Page denied(String name, Visit visit, Instant now) {
        return answers.silentUntil(visit, now)
                .map(until -> visit.asking(name, Page.CONFIRM, UNDO)
                        .stating(Moments.day(until, visit.policy().zone(), visit.language())))
                .orElseGet(() -> visit.saying("confirm.undo.done"));
    }

    /** The first button does nothing, for those that press the first one; unless a code has to be typed, which they lack. */
    private static Page question(String name, Visit visit) {
        return switch (visit.confirmation()) {
            case BUTTON ->
                visit.asking(name, Page.CONFIRM, LATER, Page.CONFIRM, DENY).withMain(Page.CONFIRM);
            case CODE ->
                visit.asking(name, Page.CONFIRM, Page.CONFIRM, LATER, DENY).withCode();
        };
    }
}
