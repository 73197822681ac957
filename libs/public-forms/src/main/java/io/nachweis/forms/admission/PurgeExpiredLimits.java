package io.nachweis.forms.admission;

import io.nachweis.starter.DomainClock;
import io.nachweis.starter.Outage;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Purges expired counters and suppressions. Any instance may do so, and several at once. */
final class PurgeExpiredLimits {

    private static final Logger log = LoggerFactory.getLogger(PurgeExpiredLimits.class);

    private final RateLimits limits;
    private final Suppressions suppressions;
    private final DomainClock clock;

    PurgeExpiredLimits(RateLimits limits, Suppressions suppressions, DomainClock clock) {
        this.limits = limits;
        this.suppressions = suppressions;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void run() {
        Instant now = clock.now();
        try {
            limits.forgetUntil(now);
            suppressions.forgetUntil(now);
        } catch (RuntimeException e) {
            if (!Outage.isBehind(e)) {
                throw e;
            }
            log.warn("What is over stays a while: {}", e.getClass().getSimpleName());
        }
    }
}
