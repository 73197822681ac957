package io.nachweis.lead.retention;

import io.nachweis.lead.decision.Answer;
import io.nachweis.lead.decision.DownloadCommand.ExpireDownload;
import io.nachweis.lead.decision.EnquiryCommand.ExpireEnquiry;
import io.nachweis.lead.retention.DueItems.DueItem;
import io.nachweis.starter.Outage;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Ends what is due. Several instances may do so at once: everything ends once only. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ExpireWhatIsDue {

    private static final Logger log = LoggerFactory.getLogger(ExpireWhatIsDue.class);

    private static final int AT_ONCE = 100;

    private final DueItems items;
    private final CommandGateway commands;
    private final Clock clock;

    ExpireWhatIsDue(DueItems items, CommandGateway commands, Clock clock) {
        this.items = items;
        this.commands = commands;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${lead.retention.every:2s}")
    void run() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try {
            while (expireSome(now) == AT_ONCE) {
                // There may be more.
            }
        } catch (RuntimeException e) {
            if (!Outage.isBehind(e)) {
                throw e;
            }
            log.warn("What is due has to wait: {}", e.getClass().getSimpleName());
        }
    }

    private long expireSome(Instant now) {
        return items.until(now, AT_ONCE).stream()
                .filter(item -> expire(item, now))
                .count();
    }

    /** One that fails is tried again next time and holds up no other. */
    private boolean expire(DueItem item, Instant now) {
        try {
            commands.<Answer>sendAndWait(
                    switch (item.what()) {
                        case DOWNLOAD -> new ExpireDownload(item.id(), now);
                        case ENQUIRY -> new ExpireEnquiry(item.id(), now);
                    });
        } catch (AggregateNotFoundException _) {
            log.warn("{} {} is due and not in the log", item.what(), item.id());
        } catch (RuntimeException e) {
            if (Outage.isBehind(e)) {
                throw e;
            }
            log.error(
                    "{} {} cannot be ended: {}",
                    item.what(),
                    item.id(),
                    e.getClass().getSimpleName());
            return false;
        }
        items.remove(item);
        return true;
    }
}
