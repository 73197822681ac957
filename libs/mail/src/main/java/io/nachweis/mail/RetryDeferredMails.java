package io.nachweis.mail;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.nachweis.mail.Delivery.Cause;
import io.nachweis.mail.MailAttempts.DeferredMail;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Retries deferred mails when their time has come, and counts those that wait by the cause of it. */
final class RetryDeferredMails {

    private static final Logger log = LoggerFactory.getLogger(RetryDeferredMails.class);

    /** Longer than a mail can take; whoever took one and crashed leaves it to others then. */
    private static final Duration AGAIN = Duration.ofMinutes(10);

    private final MailAttempts attempts;
    private final MailDispatcher dispatcher;
    private final DomainClock clock;

    private final Map<Cause, AtomicLong> waiting = new EnumMap<>(Cause.class);

    RetryDeferredMails(MailAttempts attempts, MailDispatcher dispatcher, DomainClock clock, MeterRegistry meters) {
        this.attempts = attempts;
        this.dispatcher = dispatcher;
        this.clock = clock;
        for (Cause cause : Cause.values()) {
            var tag = Tags.of("cause", cause.name().toLowerCase(Locale.ROOT));
            waiting.put(cause, requireNonNull(meters.gauge("nachweis.mails.waiting", tag, new AtomicLong())));
        }
    }

    @Scheduled(fixedDelayString = "${nachweis.mail.again.every:2s}")
    void run() {
        try {
            for (Optional<DeferredMail> mail = take(); mail.isPresent(); mail = take()) {
                dispatcher.sendAgain(mail.get());
            }
            waiting.forEach((cause, number) -> number.set(attempts.waiting(cause)));
        } catch (NotDelivered e) {
            log.warn("{}; it waits on", e.getMessage());
        } catch (RuntimeException e) {
            if (!Outage.isBehind(e)) {
                throw e;
            }
            log.warn("Mails have to wait: {}", e.getClass().getSimpleName());
        }
    }

    private Optional<DeferredMail> take() {
        Instant now = clock.now();
        return attempts.take(now, now.plus(AGAIN));
    }
}
