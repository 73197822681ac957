package io.nachweis.consent.policy;

import io.nachweis.starter.PolicyVersions;
import io.nachweis.starter.PolicyVersions.InForce;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Puts on record what a start has taken up by itself: the first version of a policy, and one that nobody has to approve. */
@Component
class PublishAtStart {

    private static final Logger log = LoggerFactory.getLogger(PublishAtStart.class);
    private static final int SECONDS_BETWEEN_TRIES = 10;

    private final PolicyVersions versions;
    private final PublishedPolicies policies;
    private final ScheduledExecutorService threads;

    PublishAtStart(
            PolicyVersions versions,
            PublishedPolicies policies,
            @Qualifier("processorThreads") ScheduledExecutorService threads) {
        this.versions = versions;
        this.policies = policies;
        this.threads = threads;
    }

    @EventListener
    void start(ApplicationReadyEvent ready) {
        threads.execute(this::publishAll);
    }

    private void publishAll() {
        try {
            versions.all().forEach(this::publish);
        } catch (RuntimeException e) {
            log.warn(
                    "Which policies are in force is not on record yet: {}",
                    e.getClass().getSimpleName());
            var _ = threads.schedule(this::publishAll, SECONDS_BETWEEN_TRIES, TimeUnit.SECONDS);
        }
    }

    private void publish(InForce known) {
        if (policies.publish(known)) {
            log.info(
                    "Version {} of the policy of {} published itself, SHA-256 {}",
                    known.version().policy().version(),
                    known.controller(),
                    known.version().sha256());
        }
    }
}
