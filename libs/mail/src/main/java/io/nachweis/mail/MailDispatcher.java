package io.nachweis.mail;

import io.nachweis.mail.Delivery.Cause;
import io.nachweis.mail.Delivery.Deferred;
import io.nachweis.mail.MailAttempts.Before;
import io.nachweis.mail.MailAttempts.DeferredMail;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.events.ParallelTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dispatches mails to the SMTP server, at least once, and puts on record what it answered. Only a crash between the two
 * makes a second mail, under the same message id, and its record says that it is not certain.
 */
final class MailDispatcher {

    private static final Logger log = LoggerFactory.getLogger(MailDispatcher.class);

    /** Begun together, and so uncertain together after a crash: no more than are soon on record. */
    private static final int TOGETHER = 16;

    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(3);

    /** Once somebody has put them right, mails go soon. */
    private static final Duration LONGEST_WAIT_FOR_SETTINGS = Duration.ofMinutes(15);

    /** About five days, as mail servers have it among themselves (RFC 5321 §4.5.4.1). */
    private static final int MOST_TRIES = 48;

    /** A mail, complete. */
    private record Item(MailAttempt attempt, Draft draft, Instant date) {

        String messageId() {
            return attempt.messageId();
        }
    }

    /** @param open whether the mail stays begun: it waits, or nobody knows whether it went out before */
    private record SendResult(
            String messageId, boolean open, @Nullable NotDelivered failure) {}

    private final Correspondence correspondence;
    private final Envelopes envelopes;
    private final SendingWindow window;
    private final MailServer server;
    private final MailAttempts attempts;
    private final MailRecords records;
    private final PublishedTexts texts;
    private final ParallelTasks tasks;
    private final DomainClock clock;

    MailDispatcher(
            Correspondence correspondence,
            Envelopes envelopes,
            SendingWindow window,
            MailServer server,
            MailAttempts attempts,
            MailRecords records,
            PublishedTexts texts,
            ParallelTasks tasks,
            DomainClock clock) {
        this.correspondence = correspondence;
        this.envelopes = envelopes;
        this.window = window;
        this.server = server;
        this.attempts = attempts;
        this.records = records;
        this.texts = texts;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Returns once each of them is on record, waits for a time of its own, or is wanted no more. */
    void send(List<MailAttempt> mails) throws NotDelivered {
        for (int start = 0; start < mails.size(); start += TOGETHER) {
            sendTogether(mails.subList(start, Math.min(mails.size(), start + TOGETHER)));
        }
    }

    private void sendTogether(List<MailAttempt> mails) throws NotDelivered {
        var wanted = new TreeMap<String, Item>();
        tasks.each(records.missing(mails), this::write)
                .forEach(draft -> draft.ifPresent(item -> wanted.put(item.messageId(), item)));
        Map<String, Before> before = wanted.isEmpty()
                ? Map.of()
                : attempts.begin(wanted.values().stream().map(Item::attempt).toList());
        List<Item> now = wanted.values().stream()
                .filter(item -> before.get(item.messageId()) != Before.WAITS)
                .toList();
        List<SendResult> results = tasks.each(
                now, item -> send(item, new DeferredMail(item.attempt(), !before.containsKey(item.messageId()), 0)));

        var ended = new ArrayList<String>();
        mails.stream()
                .map(MailAttempt::messageId)
                .filter(id -> !wanted.containsKey(id))
                .forEach(ended::add);
        results.stream()
                .filter(result -> !result.open())
                .map(SendResult::messageId)
                .forEach(ended::add);
        attempts.end(ended);
        Optional<NotDelivered> failure = results.stream()
                .flatMap(result -> Optional.ofNullable(result.failure()).stream())
                .findFirst();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** A mail whose time has come; one that does not go out goes on waiting. */
    void sendAgain(DeferredMail mail) throws NotDelivered {
        Optional<Item> wanted =
                records.missing(List.of(mail.attempt())).stream().findFirst().flatMap(this::write);
        if (wanted.isEmpty()) {
            attempts.end(List.of(mail.attempt().messageId()));
            return;
        }
        Item item = wanted.get();
        SendResult result = send(item, mail);
        NotDelivered failure = result.failure();
        if (failure != null) {
            attempts.putOff(mail, item.date().plus(FIRST_WAIT));
            throw failure;
        }
        if (!result.open()) {
            attempts.end(List.of(item.messageId()));
        }
    }

    /** Empty if the mail is wanted no more. */
    private Optional<Item> write(MailAttempt mail) {
        Instant now = clock.now();
        Optional<Draft> wanted = correspondence.draft(mail, now);
        wanted.ifPresent(draft -> texts.publish(draft.letter().template(), now));
        return wanted.map(draft -> new Item(mail, draft, now));
    }

    private SendResult send(Item item, DeferredMail mail) {
        Optional<Instant> later = window.opensAt(item.draft(), item.messageId(), item.date());
        if (later.isPresent()) {
            attempts.putOff(mail, later.get());
            return new SendResult(item.messageId(), true, null);
        }
        try {
            Delivery delivery = server.deliver(
                    envelopes.seal(server.session(), item.draft(), item.messageId(), item.date()),
                    Envelopes.address(item.draft().recipient()));
            if (delivery instanceof Deferred deferred && waits(deferred, mail.tries())) {
                putOff(mail, deferred, item.date());
                return new SendResult(item.messageId(), true, null);
            }
            records.put(item.attempt(), item.draft(), delivery, mail.certain(), item.date());
            return new SendResult(item.messageId(), false, null);
        } catch (NotDelivered e) {
            return new SendResult(item.messageId(), !mail.certain(), e);
        }
    }

    /** What is ours is for us to put right, however long that takes; it never counts against the recipient. */
    private static boolean waits(Deferred deferred, int tries) {
        return deferred.cause() == Cause.SENDER || tries < MOST_TRIES;
    }

    private void putOff(DeferredMail mail, Deferred deferred, Instant now) {
        if (deferred.cause() == Cause.SENDER) {
            log.warn(
                    "The mail server refuses what is ours: {} {}; the mail waits, as nachweis_mails_waiting tells",
                    deferred.code(),
                    deferred.status());
        }
        attempts.putOff(
                new DeferredMail(mail.attempt(), mail.certain() && !deferred.perhapsSent(), mail.tries() + 1),
                now.plus(waitAfter(mail.tries(), deferred.cause())),
                deferred.cause());
    }

    private static Duration waitAfter(int tries, Cause cause) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(tries, 10));
        Duration longest = cause == Cause.SENDER ? LONGEST_WAIT_FOR_SETTINGS : LONGEST_WAIT;
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
