package io.nachweis.rights.erasure;

import io.nachweis.contracts.Fact.ErasureReported;
import io.nachweis.contracts.Topics;
import io.nachweis.rights.decision.RightsCommand.RecordReport;
import io.nachweis.starter.FactListener;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes down what one service reports. A report of what nobody ordered here goes no further. */
class ReportsOf implements FactListener {

    private static final Logger log = LoggerFactory.getLogger(ReportsOf.class);

    private final String service;
    private final CommandGateway commands;

    ReportsOf(String service, CommandGateway commands) {
        this.service = service;
        this.commands = commands;
    }

    @Override
    public String topic() {
        return Topics.of(service);
    }

    @Override
    public void on(Heard heard) {
        if (heard.fact() instanceof ErasureReported report && heard.source().equals("/" + service)) {
            try {
                commands.<Boolean>sendAndWait(new RecordReport(
                        UUID.fromString(report.order()), service, report.erased(), report.kept(), report.reportedAt()));
            } catch (IllegalArgumentException | AggregateNotFoundException _) {
                log.warn("{} reports an erasure that was not ordered here", service);
            }
        }
    }
}
