package io.nachweis.newsletter.pages;

import io.nachweis.contracts.Channel;
import io.nachweis.event.EmailAddress;
import io.nachweis.forms.page.Pages;
import io.nachweis.newsletter.intake.SignUps;
import io.nachweis.newsletter.link.Subscriptions;
import io.nachweis.newsletter.link.Withdrawals;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.web.ClientAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What a person gets, and the place to change it. Whoever was passed a mail comes here too: they see no address, can end
 * what the mails are about, and begin nothing, since what is asked for here is confirmed from the mailbox.
 */
@Controller
@RequestMapping("/{controller}/preferences")
class PreferencesController {

    private static final String WITHDRAW_ALL = "withdraw-all";

    private final Visits visits;
    private final Subscriptions subscriptions;
    private final Withdrawals withdrawals;
    private final SignUps signUps;
    private final Pages pages;
    private final DomainClock clock;

    PreferencesController(
            Visits visits,
            Subscriptions subscriptions,
            Withdrawals withdrawals,
            SignUps signUps,
            Pages pages,
            DomainClock clock) {
        this.visits = visits;
        this.subscriptions = subscriptions;
        this.withdrawals = withdrawals;
        this.signUps = signUps;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<String> show(
            @PathVariable String controller,
            @RequestParam(required = false) @Nullable List<String> token,
            Locale reader) {
        return show(visits.preferring(controller, token, reader), null);
    }

    @PostMapping
    ResponseEntity<String> change(
            @PathVariable String controller,
            @RequestParam(required = false) @Nullable List<String> token,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String purpose,
            ClientAddress client,
            Locale reader) {
        Visit visit = visits.preferring(controller, token, reader);
        UUID subscription = visit.target().subscription();
        return switch (action) {
            case PreferencesPage.WITHDRAW -> {
                withdrawals.of(Set.of(purpose), subscription, Channel.PAGE);
                yield show(visits.again(visit), "preferences.withdraw.done");
            }
            case WITHDRAW_ALL -> {
                withdrawals.everything(subscription, Channel.PAGE);
                yield show(visits.again(visit), "preferences.withdraw.done");
            }
            case PreferencesPage.SUBSCRIBE -> {
                String notice = subscribe(visit, purpose, client);
                yield show(visits.again(visit), notice);
            }
            default -> show(visit, null);
        };
    }

    /** Like a sign-up by the form, and guarded like one. */
    private @Nullable String subscribe(Visit visit, String purpose, ClientAddress client) {
        var offer = PreferencesPage.offer(visit.policy(), purpose, visit.language());
        var address = subscriptions.recipient(visit.target());
        if (offer.isEmpty() || address.isEmpty()) {
            return null;
        }
        return signUps.take(visit.policy(), address.get(), offer.get(), client)
                ? "preferences.subscribe.done"
                : "preferences.subscribe.wait";
    }

    private ResponseEntity<String> show(Visit visit, @Nullable String notice) {
        Optional<EmailAddress> address = subscriptions.recipient(visit.target());
        return address.isEmpty()
                ? pages.show(visit.saying("preferences.gone"))
                : show(PreferencesPage.of(visit, MaskedAddress.of(address.get()), notice, clock.now()));
    }

    private ResponseEntity<String> show(PreferencesPage page) {
        return pages.show(HttpStatus.OK, "preferences", page, page.locale());
    }
}
