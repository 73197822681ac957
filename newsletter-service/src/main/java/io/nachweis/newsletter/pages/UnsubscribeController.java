package io.nachweis.newsletter.pages;

import io.nachweis.contracts.Channel;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.forms.page.Page;
import io.nachweis.forms.page.Pages;
import io.nachweis.newsletter.link.Links;
import io.nachweis.newsletter.link.Withdrawals;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Withdrawing consent by the link of a mail: on a page, or by the mail provider's one click (RFC 8058). */
@Controller
class UnsubscribeController {

    private static final String ONE_CLICK_FIELD = "List-Unsubscribe";
    private static final String ONE_CLICK = "One-Click";
    private static final String UNSUBSCRIBE = "unsubscribe";
    private static final String EVERYTHING = "unsubscribe-all";

    private final Visits visits;
    private final Withdrawals withdrawals;
    private final Pages pages;
    private final Links links;

    UnsubscribeController(Visits visits, Withdrawals withdrawals, Pages pages, Links links) {
        this.visits = visits;
        this.withdrawals = withdrawals;
        this.pages = pages;
        this.links = links;
    }

    @GetMapping({"/{controller}/unsubscribe", "/{controller}/one-click"})
    ResponseEntity<String> show(
            @PathVariable String controller,
            @RequestParam(required = false) @Nullable List<String> token,
            Locale reader) {
        Visit visit = visits.unsubscribing(controller, token, reader);
        Page page = visit.purpose().isEmpty()
                ? visit.asking("unsubscribe.open", "unsubscribe", UNSUBSCRIBE)
                : visit.asking("unsubscribe.open", "unsubscribe", UNSUBSCRIBE, EVERYTHING);
        return pages.show(with(page, visit));
    }

    @PostMapping("/{controller}/unsubscribe")
    ResponseEntity<String> unsubscribe(
            @PathVariable String controller,
            @RequestParam(required = false) @Nullable List<String> token,
            @RequestParam(defaultValue = UNSUBSCRIBE) String action,
            Locale reader) {
        Visit visit = visits.unsubscribing(controller, token, reader);
        if (action.equals(EVERYTHING)) {
            withdrawals.everything(visit.target().subscription(), Channel.PAGE);
        } else {
            withdraw(visit, Channel.PAGE);
        }
        return pages.show(with(visit.saying("unsubscribe.done"), visit));
    }

    /** The words that make it one click have to come along, or a form without them would be enough. */
    @PostMapping("/{controller}/one-click")
    ResponseEntity<Void> oneClick(
            @PathVariable String controller,
            @RequestParam(required = false) @Nullable List<String> token,
            @RequestParam(name = ONE_CLICK_FIELD, required = false) @Nullable List<String> words,
            Locale reader) {
        Visit visit = visits.unsubscribing(controller, token, reader);
        if (words == null || !words.equals(List.of(ONE_CLICK))) {
            throw PlatformProblem.INVALID_FIELD.about(ONE_CLICK_FIELD);
        }
        withdraw(visit, Channel.ONE_CLICK);
        return ResponseEntity.ok().build();
    }

    /** What the link is about, whether or not anything of it is left. */
    private void withdraw(Visit visit, Channel channel) {
        UUID subscription = visit.target().subscription();
        visit.purpose()
                .ifPresentOrElse(
                        purpose -> withdrawals.ofPurpose(subscription, purpose, channel),
                        () -> withdrawals.everything(subscription, channel));
    }

    private Page with(Page page, Visit visit) {
        String about = visit.purpose()
                .map(purpose -> Names.of(visit.policy(), purpose, visit.language()))
                .orElse(null);
        return page.about(about).leadingTo(links.preferencesToken(visit.policy().id(), visit.target()));
    }
}
