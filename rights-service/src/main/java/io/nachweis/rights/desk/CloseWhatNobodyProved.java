package io.nachweis.rights.desk;

import io.nachweis.evidence.Erasure;
import io.nachweis.personal.KeyScope;
import io.nachweis.rights.decision.Ending;
import io.nachweis.rights.decision.Intake;
import io.nachweis.rights.decision.Phase;
import io.nachweis.rights.decision.RightsCommand.CloseRequest;
import io.nachweis.rights.decision.RightsCommand.LapseRequest;
import io.nachweis.rights.decision.RightsEvent;
import io.nachweis.rights.decision.RightsEvent.RequestClosed;
import io.nachweis.starter.DomainClock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Anybody can type anybody's address into the form. When the time to answer is over and nobody has shown that they read
 * the mailbox, the request lapses: its person is told, and the desk sees it for a week. Then, or when the reader of the
 * mailbox says that they did not ask, it is closed and its person forgotten.
 */
@Component
@ProcessingGroup("forget")
class CloseWhatNobodyProved {

    private static final Logger log = LoggerFactory.getLogger(CloseWhatNobodyProved.class);
    private static final int AT_ONCE = 100;

    /** How long the desk sees what has lapsed, and knows whose it was. */
    static final Duration SEEN = Duration.ofDays(7);

    private final RequestQueue queue;
    private final LapseNotices notices;
    private final CommandGateway commands;
    private final Erasure erasure;
    private final DomainClock clock;

    CloseWhatNobodyProved(
            RequestQueue queue, LapseNotices notices, CommandGateway commands, Erasure erasure, DomainClock clock) {
        this.queue = queue;
        this.notices = notices;
        this.commands = commands;
        this.erasure = erasure;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${rights.closing.every:10s}")
    void close() {
        Instant now = clock.now();
        try {
            queue.overdue(Intake.FORM, Phase.RECEIVED, now, AT_ONCE).forEach(request -> lapse(request, now));
            queue.overdue(Intake.FORM, Phase.LAPSED, now, AT_ONCE).forEach(request -> close(request, now));
        } catch (RuntimeException e) {
            log.warn("What nobody proved has to wait: {}", e.getClass().getName());
        }
    }

    private void lapse(UUID request, Instant now) {
        commands.<Boolean>sendAndWait(new LapseRequest(request, notices.of(request, now), now));
    }

    private void close(UUID request, Instant now) {
        commands.<Boolean>sendAndWait(new CloseRequest(request, Ending.NEVER_PROVEN, now));
    }

    @EventHandler
    void on(RequestClosed event) {
        if (event.ending() != Ending.DONE && !event.subject().isErased()) {
            erasure.begin(new KeyScope(
                    event.subject(), RightsEvent.CATEGORY, event.request().toString()));
        }
    }
}
