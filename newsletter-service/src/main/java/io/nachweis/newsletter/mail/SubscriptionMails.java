package io.nachweis.newsletter.mail;

import io.nachweis.event.EmailAddress;
import io.nachweis.mail.Correspondence;
import io.nachweis.mail.Draft;
import io.nachweis.mail.Letter;
import io.nachweis.mail.MailAttempt;
import io.nachweis.newsletter.decision.MailKind;
import io.nachweis.newsletter.decision.SignUp;
import io.nachweis.newsletter.decision.SubscriptionEvent;
import io.nachweis.newsletter.decision.SubscriptionState;
import io.nachweis.newsletter.link.Links;
import io.nachweis.newsletter.link.Links.Target;
import io.nachweis.newsletter.link.Subscriptions;
import io.nachweis.personal.KeyScope;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The mails of a subscription, from what the log says now. */
@Component
class SubscriptionMails implements Correspondence {

    private final Controllers controllers;
    private final Subscriptions subscriptions;
    private final MailComposer composer;
    private final Links links;

    SubscriptionMails(Controllers controllers, Subscriptions subscriptions, MailComposer composer, Links links) {
        this.controllers = controllers;
        this.subscriptions = subscriptions;
        this.composer = composer;
        this.links = links;
    }

    @Override
    public Optional<Draft> draft(MailAttempt mail, Instant now) {
        var target = new Target(mail.stream(), mail.entry());
        MailKind kind = MailKind.of(mail.kind());
        SubscriptionState state = subscriptions.state(target.subscription());
        if (!state.at(now).awaits(kind, target.signUp())) {
            return Optional.empty();
        }
        SignUp signUp = state.find(target.signUp()).orElseThrow();
        return controllers
                .find(mail.controller())
                .flatMap(policy -> signUp.recipient().map(recipient -> draft(kind, policy, recipient, target, signUp)));
    }

    private Draft draft(MailKind kind, ControllerPolicy policy, EmailAddress recipient, Target target, SignUp signUp) {
        Letter letter = switch (kind) {
            case CONFIRMATION -> composer.confirmation(policy, target, signUp);
            case RECORD ->
                composer.record(policy, target, signUp, signUp.confirmedAt().orElseThrow());
            case UNSUBSCRIBE_LINK -> composer.unsubscribeLink(policy, target, signUp);
        };
        var draft = new Draft(
                policy,
                recipient,
                new KeyScope(
                        signUp.subject(),
                        SubscriptionEvent.CATEGORY,
                        target.signUp().toString()),
                letter,
                wayOut(kind, policy.id(), target, signUp));
        return switch (kind) {
            case CONFIRMATION -> draft.askedForBy(form(signUp));
            case UNSUBSCRIBE_LINK -> draft.askedForBy("");
            case RECORD -> draft;
        };
    }

    /** A wording begins with the name of its form. */
    private static String form(SignUp signUp) {
        return signUp.wordings().getFirst().id().replaceFirst("/.*", "");
    }

    private Map<String, String> wayOut(MailKind kind, String controller, Target target, SignUp signUp) {
        return switch (kind) {
            case CONFIRMATION -> Map.of();
            case RECORD ->
                list(
                        controller,
                        signUp.purposes().stream().sorted().collect(Collectors.joining("+", "", ".")),
                        links.unsubscribeToken(controller, target));
            case UNSUBSCRIBE_LINK -> list(controller, "", links.unsubscribeAllToken(controller, target));
        };
    }

    /**
     * How a mail program unsubscribes its reader by itself (RFC 2369, RFC 8058), from what it calls the list (RFC 2919).
     *
     * @param purposes with a dot behind them; empty for all
     */
    private Map<String, String> list(String controller, String purposes, String token) {
        return Map.of(
                "List-Unsubscribe",
                "<" + links.oneClick(controller, token) + ">",
                "List-Unsubscribe-Post",
                "List-Unsubscribe=One-Click",
                "List-Id",
                "<" + purposes + controller + "." + links.host() + ">");
    }
}
