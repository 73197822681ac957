package io.nachweis.rights.erasure;

import io.nachweis.contracts.Fact.ErasureReported;
import io.nachweis.contracts.Topics;
import io.nachweis.facts.FactListener;
import io.nachweis.rights.decision.RightsCommand.RecordReport;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes down what one service reports. A report of what nobody ordered here goes no further, and neither does one that is
 * none: its words would come to the person.
 */
class ReportsOf implements FactListener {

    private static final Logger log = LoggerFactory.getLogger(ReportsOf.class);

    private static final int MOST_CATEGORIES = 100;
    private static final Pattern CATEGORY = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");
    private static final Pattern LAW = Pattern.compile("[^\\p{Cntrl}\\p{Zl}\\p{Zp}]{1,200}");

    private final String service;
    private final CommandGateway commands;

    ReportsOf(String service, CommandGateway commands) {
        this.service = service;
        this.commands = commands;
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.of(service));
    }

    @Override
    public void on(ReceivedFact received) {
        if (received.fact() instanceof ErasureReported report
                && received.source().equals("/" + service)) {
            if (!isReport(report)) {
                log.warn("{} reports an erasure in a way that cannot be told to anybody", service);
                return;
            }
            try {
                commands.<Boolean>sendAndWait(new RecordReport(
                        UUID.fromString(report.order()),
                        report.controller(),
                        received.subject(),
                        service,
                        report.erased(),
                        report.kept(),
                        report.reportedAt()));
            } catch (IllegalArgumentException | AggregateNotFoundException _) {
                log.warn("{} reports an erasure that was not ordered here", service);
            }
        }
    }

    private static boolean isReport(ErasureReported report) {
        return report.erased().size() + report.kept().size() <= MOST_CATEGORIES
                && report.erased().stream().allMatch(each -> isOf(each.category(), each.entries()))
                && report.kept().stream()
                        .allMatch(each -> isOf(each.category(), each.entries())
                                && LAW.matcher(each.law()).matches());
    }

    private static boolean isOf(String category, long entries) {
        return CATEGORY.matcher(category).matches() && entries >= 0;
    }
}
