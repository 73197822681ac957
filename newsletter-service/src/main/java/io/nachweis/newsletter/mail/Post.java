package io.nachweis.newsletter.mail;

import io.nachweis.newsletter.decision.SignUp;
import io.nachweis.newsletter.decision.SubscriptionCommand;
import io.nachweis.newsletter.decision.SubscriptionCommand.RecordMailRefused;
import io.nachweis.newsletter.decision.SubscriptionCommand.RecordMailSent;
import io.nachweis.newsletter.link.OwnWork;
import io.nachweis.newsletter.mail.Delivery.Accepted;
import io.nachweis.newsletter.mail.Delivery.PutOff;
import io.nachweis.newsletter.mail.Delivery.Refused;
import io.nachweis.newsletter.mail.MailAttempts.Attempt;
import io.nachweis.newsletter.mail.MailAttempts.Before;
import io.nachweis.newsletter.mail.MailAttempts.Waiting;
import io.nachweis.personal.EmailAddress;
import io.nachweis.personal.Personal;
import io.nachweis.policy.ControllerPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Hands mails to the mail server and puts on record what it answered. Only a crash between the two makes a second mail,
 * under the same message id, and its record says that it is not certain.
 */
@Component
class Post {

    /** Begun together, and so uncertain together after a crash: no more than are soon on record. */
    private static final int TOGETHER = 16;

    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(3);

    /** About five days, as mail servers have it among themselves (RFC 5321 §4.5.4.1). */
    private static final int MOST_TRIES = 48;

    /** A mail, complete. */
    record Item(
            Attempt attempt,
            ControllerPolicy policy,
            SignUp signUp,
            EmailAddress recipient,
            Letter letter,
            Instant date) {

        String messageId() {
            return attempt.messageId();
        }
    }

    /** @param open whether the mail stays begun: it waits, or nobody knows whether it went out */
    private record Outcome(
            String messageId, boolean open, @Nullable NotDelivered failure) {}

    private final Drafts drafts;
    private final Envelopes envelopes;
    private final MailServer server;
    private final MailAttempts attempts;
    private final CommandGateway commands;
    private final OwnWork work;

    Post(
            Drafts drafts,
            Envelopes envelopes,
            MailServer server,
            MailAttempts attempts,
            CommandGateway commands,
            OwnWork work) {
        this.drafts = drafts;
        this.envelopes = envelopes;
        this.server = server;
        this.attempts = attempts;
        this.commands = commands;
        this.work = work;
    }

    /** Returns once each of them is on record, waits for a time of its own, or is wanted no more. */
    void send(List<Attempt> mails) throws NotDelivered {
        for (int start = 0; start < mails.size(); start += TOGETHER) {
            sendTogether(mails.subList(start, Math.min(mails.size(), start + TOGETHER)));
        }
    }

    private void sendTogether(List<Attempt> mails) throws NotDelivered {
        var wanted = new TreeMap<String, Item>();
        work.each(mails, drafts::write).forEach(draft -> draft.ifPresent(item -> wanted.put(item.messageId(), item)));
        Map<String, Before> before = wanted.isEmpty()
                ? Map.of()
                : attempts.begin(wanted.values().stream().map(Item::attempt).toList());
        List<Item> now = wanted.values().stream()
                .filter(item -> before.get(item.messageId()) != Before.WAITS)
                .toList();
        List<Outcome> outcomes = work.each(
                now, item -> send(item, new Waiting(item.attempt(), !before.containsKey(item.messageId()), 0)));

        var ended = new ArrayList<String>();
        mails.stream()
                .map(Attempt::messageId)
                .filter(id -> !wanted.containsKey(id))
                .forEach(ended::add);
        outcomes.stream()
                .filter(outcome -> !outcome.open())
                .map(Outcome::messageId)
                .forEach(ended::add);
        attempts.end(ended);
        Optional<NotDelivered> failure = outcomes.stream()
                .flatMap(outcome -> Optional.ofNullable(outcome.failure()).stream())
                .findFirst();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** A mail whose time has come. One that does not go out goes on waiting, as certain as it was unless nobody knows. */
    void sendAgain(Waiting mail) throws NotDelivered {
        Optional<Item> wanted = drafts.write(mail.attempt());
        if (wanted.isEmpty()) {
            attempts.end(List.of(mail.attempt().messageId()));
            return;
        }
        Item item = wanted.get();
        Outcome outcome = send(item, mail);
        NotDelivered failure = outcome.failure();
        if (failure != null) {
            boolean certain = mail.certain() && !failure.perhapsSent();
            attempts.putOff(
                    new Waiting(mail.attempt(), certain, mail.tries()),
                    item.date().plus(FIRST_WAIT));
            throw failure;
        }
        if (!outcome.open()) {
            attempts.end(List.of(item.messageId()));
        }
    }

    private Outcome send(Item item, Waiting mail) {
        try {
            Delivery delivery =
                    server.deliver(envelopes.seal(server.session(), item), Envelopes.address(item.recipient()));
            if (delivery instanceof PutOff && mail.tries() < MOST_TRIES) {
                attempts.putOff(
                        new Waiting(mail.attempt(), mail.certain(), mail.tries() + 1),
                        item.date().plus(waitAfter(mail.tries())));
                return new Outcome(item.messageId(), true, null);
            }
            commands.sendAndWait(record(item, delivery, mail.certain()));
            return new Outcome(item.messageId(), false, null);
        } catch (NotDelivered e) {
            return new Outcome(item.messageId(), !mail.certain() || e.perhapsSent(), e);
        }
    }

    private static Duration waitAfter(int tries) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(tries, 10));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private static SubscriptionCommand record(Item item, Delivery delivery, boolean certain) {
        return switch (delivery) {
            case Accepted(var reply) ->
                new RecordMailSent(
                        item.attempt().target().subscription(),
                        item.attempt().target().signUp(),
                        item.attempt().kind(),
                        item.messageId(),
                        item.letter().template(),
                        item.letter().contentSha256(),
                        Personal.of(reply),
                        certain,
                        item.date());
            case Refused(var code) -> refused(item, code);
            case PutOff(var code) -> refused(item, code);
        };
    }

    private static SubscriptionCommand refused(Item item, int code) {
        return new RecordMailRefused(
                item.attempt().target().subscription(),
                item.attempt().target().signUp(),
                item.attempt().kind(),
                item.messageId(),
                code,
                item.date());
    }
}
