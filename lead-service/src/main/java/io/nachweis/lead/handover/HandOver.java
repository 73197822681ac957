package io.nachweis.lead.handover;

import io.nachweis.event.CommandResult;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.lead.decision.DownloadCommand.RecordHandOver;
import io.nachweis.lead.decision.DownloadEvent.ConsentsTicked;
import io.nachweis.lead.decision.DownloadEvent.DownloadRequested;
import io.nachweis.lead.decision.DownloadState;
import io.nachweis.lead.handover.NewsletterService.SignUp;
import io.nachweis.lead.handover.NewsletterService.Wording;
import io.nachweis.lead.link.Downloads;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.events.ParallelTasks;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/**
 * Hands over what was ticked, until the other side has it, and puts that on record. What it refuses for good waits aside.
 * After a crash the same is handed over again, under the same key, and counts once there.
 */
@Component
@ProcessingGroup("hand-over")
class HandOver {

    private final Downloads downloads;
    private final NewsletterService newsletter;
    private final CommandGateway commands;
    private final ParallelTasks tasks;
    private final DomainClock clock;

    HandOver(
            Downloads downloads,
            NewsletterService newsletter,
            CommandGateway commands,
            ParallelTasks tasks,
            DomainClock clock) {
        this.downloads = downloads;
        this.newsletter = newsletter;
        this.commands = commands;
        this.tasks = tasks;
        this.clock = clock;
    }

    @EventHandler
    void on(ConsentsTicked event) {
        DownloadState state = downloads.state(event.download());
        String ip = event.ip().orNull();
        if (state.awaitsHandOver(event.handOver()) && ip != null) {
            state.known().ifPresent(request -> {
                EmailAddress email = request.email().orNull();
                if (email != null) {
                    tasks.each(List.of(signUp(event, request, email, ip)), signUp -> handOver(event, signUp));
                }
            });
        }
    }

    private static SignUp signUp(ConsentsTicked event, DownloadRequested request, EmailAddress email, String ip) {
        Personal<String> company = request.company();
        return new SignUp(
                email,
                ip,
                company == null ? null : company.orNull(),
                event.ticked().stream()
                        .map(ticked -> new Wording(ticked.wording(), ticked.shownByUs()))
                        .toList(),
                event.tickedAt());
    }

    private CommandResult handOver(ConsentsTicked event, SignUp signUp) {
        newsletter.take(event.controller(), event.handOver(), signUp);
        return commands.sendAndWait(new RecordHandOver(event.download(), event.handOver(), clock.now()));
    }
}
