package io.nachweis.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.mail.Delivery.Cause;
import io.nachweis.mail.MailAttempts.DeferredMail;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Retries deferred mails when their time has come; those that wait are counted, by the cause of it, when somebody looks. */
final class RetryDeferredMails {

    private static final Logger log = LoggerFactory.getLogger(RetryDeferredMails.class);

    /** Longer than a mail can take; whoever took one and crashed leaves it to others then. */
    private static final Duration AGAIN = Duration.ofMinutes(10);

    private final MailAttempts attempts;
    private final MailDispatcher dispatcher;
    private final DomainClock clock;

    RetryDeferredMails(MailAttempts attempts, MailDispatcher dispatcher, DomainClock clock, MeterRegistry meters) {
        this.attempts = attempts;
        this.dispatcher = dispatcher;
        this.clock = clock;
        for (Cause cause : Cause.values()) {
            Gauge.builder("nachweis.mails.waiting", attempts, waiting -> waiting.waiting(cause))
                    .tag("cause", cause.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
    }

    @Scheduled(fixedDelayString = "${nachweis.mail.again.every:2s}")
    void run() {
        try {
            for (Optional<DeferredMail> mail = take(); mail.isPresent(); mail = take()) {
                dispatcher.sendAgain(mail.get());
            }
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
