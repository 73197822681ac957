package io.nachweis.newsletter.mail;

import io.nachweis.newsletter.decision.SignUp;
import io.nachweis.newsletter.link.Subscriptions;
import io.nachweis.newsletter.mail.MailAttempts.Attempt;
import io.nachweis.newsletter.mail.Post.Item;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Writes a mail from what the log says now, unless it was sent before or its reader could do nothing with it any more. */
@Component
class Drafts {

    private final Controllers controllers;
    private final Subscriptions subscriptions;
    private final Letters letters;
    private final Clock clock;

    Drafts(Controllers controllers, Subscriptions subscriptions, Letters letters, Clock clock) {
        this.controllers = controllers;
        this.subscriptions = subscriptions;
        this.letters = letters;
        this.clock = clock;
    }

    Optional<Item> write(Attempt mail) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var known = subscriptions.about(mail.target());
        if (!known.state().awaits(mail.kind(), mail.target().signUp(), mail.messageId(), now)) {
            return Optional.empty();
        }
        SignUp signUp = known.state().find(mail.target().signUp()).orElseThrow();
        return controllers
                .find(mail.controller())
                .flatMap(policy -> known.recipient()
                        .map(recipient ->
                                new Item(mail, policy, signUp, recipient, letter(mail, policy, signUp, known), now)));
    }

    private Letter letter(Attempt mail, ControllerPolicy policy, SignUp signUp, Subscriptions.Known known) {
        return switch (mail.kind()) {
            case CONFIRMATION -> letters.confirmation(policy, mail.target(), signUp);
            case RECORD ->
                letters.record(
                        policy, mail.target(), signUp, known.confirmedAt().orElseThrow());
            case UNSUBSCRIBE_LINK -> letters.unsubscribeLink(policy, mail.target(), signUp);
        };
    }
}
