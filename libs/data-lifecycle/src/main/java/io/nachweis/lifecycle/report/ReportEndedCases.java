package io.nachweis.lifecycle.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.lifecycle.report.ReportedRetention.ReportRetention;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.Outage;
import io.nachweis.starter.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Puts a report on record of each day on which something ended, when the day is over. What comes late is in the next one.
 * Instances that do so at once count the same, and one of them is first; cut short anywhere, it is done again.
 */
class ReportEndedCases {

    private static final Logger log = LoggerFactory.getLogger(ReportEndedCases.class);

    private static final Duration RETRY = Duration.ofMinutes(10);

    private final EndedCases ended;
    private final RetentionReports reports;
    private final Controllers controllers;
    private final CommandGateway commands;
    private final DomainClock clock;

    ReportEndedCases(
            EndedCases ended,
            RetentionReports reports,
            Controllers controllers,
            CommandGateway commands,
            DomainClock clock) {
        this.ended = ended;
        this.reports = reports;
        this.controllers = controllers;
        this.commands = commands;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${nachweis.due.every:2s}")
    void run() {
        Instant now = clock.now();
        try {
            for (Optional<String> due = ended.due(now); due.isPresent(); due = ended.due(now)) {
                attempt(due.get(), now);
            }
        } catch (RuntimeException e) {
            if (!Outage.isBehind(e)) {
                throw e;
            }
            log.warn("Reports of retention have to wait: {}", e.getClass().getSimpleName());
        }
    }

    private void attempt(String controller, Instant now) {
        try {
            controllers
                    .find(controller)
                    .ifPresentOrElse(policy -> report(policy, now), () -> ended.putOff(controller, now.plus(RETRY)));
        } catch (RuntimeException e) {
            if (Outage.isBehind(e)) {
                throw e;
            }
            log.error("A report of retention fails: {}", e.getClass().getSimpleName());
            ended.putOff(controller, now.plus(RETRY));
        }
    }

    private void report(ControllerPolicy policy, Instant now) {
        Optional<RetentionReported> last = reports.last(policy.id());
        last.ifPresent(reported -> ended.removeThrough(reported.through(), policy.id()));
        ended.first(policy.id()).ifPresent(first -> {
            LocalDate day = last.map(reported -> reported.day().plusDays(1))
                    .filter(first.day()::isBefore)
                    .orElse(first.day());
            Instant over = day.plusDays(1).atStartOfDay(policy.zone()).toInstant();
            if (over.isAfter(now)) {
                ended.putOff(policy.id(), over);
            } else {
                long after = last.map(RetentionReported::through).orElse(EndedCases.START);
                report(policy.id(), day, after, now);
            }
        });
    }

    private void report(String controller, LocalDate day, long after, Instant now) {
        Map<String, Long> counts = new TreeMap<>();
        var ids = Sha256.digest();
        var through = new AtomicLong(after);
        ended.through(day, controller, each -> {
            counts.merge(each.category(), 1L, Long::sum);
            ids.update((each.entry() + "\n").getBytes(UTF_8));
            through.set(each.position());
        });
        commands.<Object>sendAndWait(new ReportRetention(
                RetentionReports.streamOf(controller),
                controller,
                day,
                after,
                through.get(),
                counts.entrySet().stream()
                        .map(count -> new EndedCount(count.getKey(), count.getValue()))
                        .toList(),
                Sha256.of(ids),
                now));
    }
}
