package io.nachweis.newsletter.pages;

import io.nachweis.event.CommandResult;
import io.nachweis.event.EmailAddress;
import io.nachweis.forms.admission.MailCodes;
import io.nachweis.forms.admission.MailRateLimit;
import io.nachweis.forms.admission.Suppressions;
import io.nachweis.newsletter.decision.LinkState;
import io.nachweis.newsletter.decision.SubscriptionCommand;
import io.nachweis.newsletter.decision.SubscriptionCommand.ConfirmSubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.DenySubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.RenewConfirmation;
import io.nachweis.newsletter.link.Links.Target;
import io.nachweis.newsletter.link.Subscriptions;
import io.nachweis.policy.Form;
import io.nachweis.policy.FormGuard.Confirmation;
import io.nachweis.policy.LegalClock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Does what somebody answered on the page behind the link of a confirmation mail. */
@Component
class ConfirmationAnswers {

    /** What came of it. */
    enum Outcome {
        NOTHING,
        CONFIRMED,
        DENIED,
        /** Confirmed and denied in one breath, which is no confirmation. */
        CONTRADICTED,
        RENEWED,
        TOO_MANY_MAILS,
        /** Sign-ups for the address send mails again. */
        ALLOWED_AGAIN,
        WRONG_CODE
    }

    private final CommandGateway commands;
    private final Subscriptions subscriptions;
    private final Suppressions suppressions;
    private final MailRateLimit mails;
    private final MailCodes codes;

    ConfirmationAnswers(
            CommandGateway commands,
            Subscriptions subscriptions,
            Suppressions suppressions,
            MailRateLimit mails,
            MailCodes codes) {
        this.commands = commands;
        this.subscriptions = subscriptions;
        this.suppressions = suppressions;
        this.mails = mails;
        this.codes = codes;
    }

    /** @param chosen the wordings meant; null for all */
    Outcome confirm(Visit visit, @Nullable Set<String> chosen, String code, Instant now) {
        Target target = visit.target();
        boolean typed = visit.confirmation() == Confirmation.CODE;
        if (visit.link(now) == LinkState.OPEN
                && typed
                && !codes.accepts(visit.policy().id(), cause(visit), code, now)) {
            return Outcome.WRONG_CODE;
        }
        boolean changed =
                changes(visit, new ConfirmSubscription(target.subscription(), target.signUp(), chosen, typed, now));
        // Whoever says both has not said that it was somebody else.
        suppressions.lift(cause(visit));
        return changed ? Outcome.CONFIRMED : Outcome.NOTHING;
    }

    /** The suppression comes first: after a crash there may be one too many, which its reader can take back. */
    Outcome deny(Visit visit, Instant now) {
        Target target = visit.target();
        boolean isPending = visit.link(now) == LinkState.OPEN || visit.link(now) == LinkState.EXPIRED;
        Optional<EmailAddress> address = subscriptions.recipient(target).filter(_ -> isPending);
        address.ifPresent(known -> suppressions.add(
                cause(visit),
                visit.policy().id(),
                known,
                LegalClock.of(visit.policy()).after(now, visit.policy().mails().afterNotMe())));
        boolean changed = changes(visit, new DenySubscription(target.subscription(), target.signUp(), now));
        if (subscriptions.state(target.subscription()).at(now).link(target.signUp()) == LinkState.DENIED) {
            return changed ? Outcome.DENIED : Outcome.NOTHING;
        }
        suppressions.lift(cause(visit));
        return changed ? Outcome.CONTRADICTED : Outcome.NOTHING;
    }

    Outcome renew(Visit visit, Instant now) {
        Optional<Form> form = visit.form();
        Optional<EmailAddress> address = subscriptions.recipient(visit.target());
        if (visit.link(now) != LinkState.EXPIRED || form.isEmpty() || address.isEmpty()) {
            return Outcome.NOTHING;
        }
        if (!mails.take(visit.policy(), address.get(), now)) {
            return Outcome.TOO_MANY_MAILS;
        }
        return changes(visit, renewal(visit, form.get(), now)) ? Outcome.RENEWED : Outcome.NOTHING;
    }

    Outcome undo(Visit visit) {
        suppressions.liftAll(cause(visit));
        return Outcome.ALLOWED_AGAIN;
    }

    /** Until when sign-ups for the address send no mail, because this one was denied; empty if they do. */
    Optional<Instant> silentUntil(Visit visit, Instant now) {
        return suppressions.until(cause(visit), now);
    }

    private static SubscriptionCommand renewal(Visit visit, Form form, Instant now) {
        return new RenewConfirmation(
                visit.target().subscription(),
                visit.target().signUp(),
                now,
                LegalClock.of(visit.policy()).after(now, form.linkValid()),
                LegalClock.of(visit.policy()).after(now, form.purgeUnconfirmedAfter()));
    }

    /** Nothing changes for who comes with a link to what is gone. */
    private boolean changes(Visit visit, SubscriptionCommand command) {
        return visit.state().find(visit.target().signUp()).isPresent()
                && commands.<CommandResult>sendAndWait(command) == CommandResult.CHANGED;
    }

    private static String cause(Visit visit) {
        return visit.target().signUp().toString();
    }
}
