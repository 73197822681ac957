package io.nachweis.consent.source;

import io.nachweis.consent.ledger.Ledger;
import io.nachweis.consent.source.Progress.Moment;
import io.nachweis.consent.source.SourceAnswer.Asked;
import io.nachweis.consent.source.SourceAnswer.OnRecord;
import io.nachweis.consent.source.SourceAnswer.Silent;
import io.nachweis.contracts.FactPage;
import io.nachweis.contracts.Topics;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.FactsPutAside;
import io.nachweis.starter.client.CallFailure;
import io.nachweis.starter.client.ServiceClient;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows one service as a source of facts, by polling it and by what comes over Kafka. */
final class FactSourceFollower {

    /** Short of two seconds by what asking may take, so that a withdrawal counts two seconds after it was recorded. */
    static final Duration BEHIND = Duration.ofMillis(1_500);

    private static final Logger log = LoggerFactory.getLogger(FactSourceFollower.class);

    private final String source;
    private final ServiceClient service;
    private final Ledger ledger;
    private final SourceOffsets offsets;
    private final FactsPutAside putAside;
    private final Clock clock;
    private final Progress progress;
    private long saved;
    private boolean answers = true;

    FactSourceFollower(
            ServiceClient service, Ledger ledger, SourceOffsets offsets, FactsPutAside putAside, Clock clock) {
        this.source = "/" + service.service();
        this.service = service;
        this.ledger = ledger;
        this.offsets = offsets;
        this.putAside = putAside;
        this.clock = clock;
        this.progress = offsets.progress(source);
        this.saved = progress.reached();
    }

    void heard(String fact, long position) {
        progress.heard(fact, position);
    }

    /** Asks how far the service has come, and says whether there is more to ask at once. Never fails. */
    boolean look() {
        try {
            long before = progress.toldUpTo();
            Moment now = now();
            FactPage page =
                    service.ask(http -> http.get().uri("/internal/facts?after={position}", before), FactPage::read);
            progress.told(page, now, ledger::has);
            saveOffset();
            say(true);
            return page.more() && progress.toldUpTo() > before;
        } catch (RuntimeException e) {
            say(false);
            log.debug("{} was not looked at: {}", source, e.getClass().getName());
            return false;
        }
    }

    private void saveOffset() {
        long reached = progress.reached();
        if (reached != saved) {
            AsOf asOf = progress.asOf();
            offsets.save(source, reached, asOf == null ? null : asOf.at());
            saved = reached;
        }
    }

    SourceAnswer about(SubjectId subject) {
        AsOf asOf = progress.asOf();
        if (asOf != null && isOnRecord() && !putAside.contains(Topics.of(service.service()), subject)) {
            return new OnRecord(source, asOf);
        }
        try {
            Moment now = now();
            FactPage page = service.ask(
                    http -> http.get().uri("/internal/facts/of/{subject}", subject.value()), FactPage::read);
            return new Asked(source, new AsOf(page.upTo(), now.at()), page.facts());
        } catch (CallFailure e) {
            log.debug("No answer of {}", e.getMessage());
            return new Silent(source, asOf);
        }
    }

    String source() {
        return source;
    }

    /** Seconds since everything was certain to be on record; NaN when that never was since the start. */
    double secondsBehind() {
        return progress.behind(System.nanoTime())
                .map(behind -> behind.toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    private boolean isOnRecord() {
        return progress.behind(System.nanoTime())
                .filter(behind -> behind.compareTo(BEHIND) <= 0)
                .isPresent();
    }

    private Moment now() {
        return new Moment(clock.instant(), System.nanoTime());
    }

    private void say(boolean answered) {
        if (answered && !answers) {
            log.info("{} answers again", source);
        } else if (!answered && answers) {
            log.warn("{} does not say how far its log goes; until it does, no consent of it is certain", source);
        }
        answers = answered;
    }
}
