package io.nachweis.newsletter.page;

import io.nachweis.newsletter.decision.Answer;
import io.nachweis.newsletter.decision.SubscriptionCommand;
import io.nachweis.newsletter.decision.SubscriptionCommand.ConfirmSubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.DenySubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.RenewConfirmation;
import io.nachweis.newsletter.link.Links.Target;
import io.nachweis.newsletter.link.Periods;
import io.nachweis.policy.ControllerPolicy.Form;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.axonframework.commandhandling.gateway.CommandGateway;
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

    static final String CONFIRM = "confirm";
    private static final String DENY = "deny";
    private static final String RENEW = "renew";

    private final Visits visits;
    private final CommandGateway commands;
    private final Pages pages;
    private final Clock clock;

    ConfirmController(Visits visits, CommandGateway commands, Pages pages, Clock clock) {
        this.visits = visits;
        this.commands = commands;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<String> show(
            @PathVariable String controller,
            @RequestParam(required = false) @Nullable List<String> token,
            Locale reader) {
        return pages.show(page(visits.confirming(controller, token, reader), clock.instant()));
    }

    @PostMapping
    ResponseEntity<String> answer(
            @PathVariable String controller,
            @RequestParam(required = false) @Nullable List<String> token,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "false") boolean choice,
            @RequestParam(required = false) @Nullable Set<String> consents,
            Locale reader) {
        Visit visit = visits.confirming(controller, token, reader);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean changed = command(visit, action, choice ? chosen(consents) : null, now)
                .map(commands::<Answer>sendAndWait)
                .filter(Answer.CHANGED::equals)
                .isPresent();
        Visit after = visits.again(visit);
        return pages.show(changed ? Page.saying(done(action), after) : page(after, now));
    }

    private static Set<String> chosen(@Nullable Set<String> consents) {
        return consents == null ? Set.of() : consents;
    }

    /** Nothing to do for who asks for nothing, or comes with a link to what is gone. */
    private static Optional<SubscriptionCommand> command(
            Visit visit, String action, @Nullable Set<String> chosen, Instant now) {
        Target target = visit.target();
        return visit.state().find(target.signUp()).flatMap(_ -> switch (action) {
            case CONFIRM -> Optional.of(new ConfirmSubscription(target.subscription(), target.signUp(), chosen, now));
            case DENY -> Optional.of(new DenySubscription(target.subscription(), target.signUp(), now));
            case RENEW -> visit.form().map(form -> renew(visit, form, now));
            default -> Optional.empty();
        });
    }

    private static SubscriptionCommand renew(Visit visit, Form form, Instant now) {
        return new RenewConfirmation(
                visit.target().subscription(),
                visit.target().signUp(),
                now,
                Periods.after(now, form.linkValid(), visit.policy()),
                Periods.after(now, form.purgeUnconfirmedAfter(), visit.policy()));
    }

    private static String done(String action) {
        return "confirm." + action + ".done";
    }

    private static Page page(Visit visit, Instant now) {
        return switch (visit.link(now)) {
            case OPEN -> Page.asking("confirm.open", visit, "confirm", CONFIRM, DENY);
            case EXPIRED -> Page.asking("confirm.expired", visit, "confirm", RENEW, DENY);
            case REPLACED -> Page.saying("confirm.replaced", visit);
            case CONFIRMED -> Page.saying("confirm.already", visit);
            case WITHDRAWN -> Page.saying("confirm.withdrawn", visit);
            case DENIED -> Page.saying("confirm.denied", visit);
            case GONE -> Page.saying(HttpStatus.GONE, "confirm.gone", visit.language(), visit.policy());
        };
    }
}
