package io.nachweis.newsletter.pages;

import io.nachweis.contracts.Channel;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.forms.page.Page;
import io.nachweis.forms.page.Pages;
import io.nachweis.newsletter.link.Links;
import io.nachweis.newsletter.link.Withdrawals;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/** Withdrawing consent by the link of a mail: on a page, or by the mail provider's one click (RFC 8058). */
@Controller
class UnsubscribeController {

    private static final String ONE_CLICK_FIELD = "List-Unsubscribe";
    private static final String ONE_CLICK = "One-Click";

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
        return show(WayOut.of(visit, links).asking(), visit);
    }

    @PostMapping("/{controller}/unsubscribe")
    ResponseEntity<String> unsubscribe(
            @PathVariable String controller,
            @RequestParam(required = false) @Nullable List<String> token,
            @RequestParam(defaultValue = WayOut.UNSUBSCRIBE) String action,
            Locale reader) {
        Visit visit = visits.unsubscribing(controller, token, reader);
        WayOut wayOut = action.equals(WayOut.EVERYTHING) ? new WayOut(visit, null) : WayOut.of(visit, links);
        wayOut.withdraw(withdrawals, Channel.PAGE);
        return show(wayOut.saying(visits.again(visit)), visit);
    }

    /** The words that make it one click have to come along, or a form without them would be enough. */
    @PostMapping("/{controller}/one-click")
    ResponseEntity<Void> oneClick(
            @PathVariable String controller,
            @RequestParam(required = false) @Nullable List<String> token,
            @RequestParam(name = ONE_CLICK_FIELD, required = false) @Nullable List<String> words,
            Locale reader) {
        return oneClick(
                visits.unsubscribing(controller, token, reader),
                List.of(ONE_CLICK).equals(words));
    }

    /** The same from programs that send the exact words and do not say that they are a form. */
    @PostMapping(
            path = "/{controller}/one-click",
            consumes = {MediaType.TEXT_PLAIN_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE})
    ResponseEntity<Void> oneClickAsText(
            @PathVariable String controller,
            @RequestParam(required = false) @Nullable List<String> token,
            @RequestBody String body,
            Locale reader) {
        boolean isExact = body.strip().equals(ONE_CLICK_FIELD + "=" + ONE_CLICK);
        return oneClick(visits.unsubscribing(controller, token, reader), isExact);
    }

    private ResponseEntity<Void> oneClick(Visit visit, boolean saysSo) {
        if (!saysSo) {
            throw PlatformProblem.INVALID_FIELD.about(ONE_CLICK_FIELD);
        }
        WayOut.of(visit, links).withdraw(withdrawals, Channel.ONE_CLICK);
        return ResponseEntity.ok().build();
    }

    private ResponseEntity<String> show(Page page, Visit visit) {
        return pages.show(page.leadingTo(links.preferencesToken(visit.policy().id(), visit.target())));
    }
}
