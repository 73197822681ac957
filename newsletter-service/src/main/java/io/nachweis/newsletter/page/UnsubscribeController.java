package io.nachweis.newsletter.page;

import io.nachweis.contracts.Channel;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.newsletter.link.Withdrawals;
import java.util.List;
import java.util.Locale;
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

    private final Visits visits;
    private final Withdrawals withdrawals;
    private final Pages pages;

    UnsubscribeController(Visits visits, Withdrawals withdrawals, Pages pages) {
        this.visits = visits;
        this.withdrawals = withdrawals;
        this.pages = pages;
    }

    @GetMapping({"/{controller}/unsubscribe", "/{controller}/one-click"})
    ResponseEntity<String> show(
            @PathVariable String controller,
            @RequestParam(required = false) @Nullable List<String> token,
            Locale reader) {
        return pages.show(Page.asking(
                "unsubscribe.open", visits.unsubscribing(controller, token, reader), "unsubscribe", "unsubscribe"));
    }

    @PostMapping("/{controller}/unsubscribe")
    ResponseEntity<String> unsubscribe(
            @PathVariable String controller,
            @RequestParam(required = false) @Nullable List<String> token,
            Locale reader) {
        Visit visit = visits.unsubscribing(controller, token, reader);
        withdrawals.everything(visit.target().subscription(), Channel.PAGE);
        return pages.show(Page.saying("unsubscribe.done", visit));
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
        withdrawals.everything(visit.target().subscription(), Channel.ONE_CLICK);
        return ResponseEntity.ok().build();
    }
}
