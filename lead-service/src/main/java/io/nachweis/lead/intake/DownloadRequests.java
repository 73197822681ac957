package io.nachweis.lead.intake;

import io.nachweis.event.CommandResult;
import io.nachweis.event.Personal;
import io.nachweis.forms.admission.Admitted;
import io.nachweis.lead.decision.DownloadCommand.RequestDownload;
import io.nachweis.lead.decision.DownloadEvent;
import io.nachweis.lifecycle.Periods;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.starter.SubjectIds;
import io.nachweis.starter.web.ClientAddress;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Puts on record who wants a document. Every request is one of its own: it is owed, whatever else was asked before. */
@Component
class DownloadRequests {

    private final CommandGateway commands;
    private final SubjectIds subjectIds;

    DownloadRequests(CommandGateway commands, SubjectIds subjectIds) {
        this.commands = commands;
        this.subjectIds = subjectIds;
    }

    void append(ControllerPolicy policy, WantedDocument wanted, ClientAddress client, Admitted admitted) {
        Instant now = admitted.at();
        commands.<CommandResult>sendAndWait(new RequestDownload(
                UUID.randomUUID(),
                policy.id(),
                subjectIds.of(policy.id(), wanted.email()),
                Personal.of(wanted.email()),
                wanted.name(),
                wanted.company(),
                wanted.document().id(),
                wanted.document().version(),
                wanted.language().toLanguageTag(),
                UUID.randomUUID(),
                Personal.of(client.ip()),
                wanted.ticked(),
                now,
                Periods.after(now, wanted.form().linkValid(), policy),
                Periods.after(now, wanted.form().purgeUnconfirmedAfter(), policy),
                Periods.after(
                        now,
                        policy.category(DownloadEvent.CATEGORY).orElseThrow().period(),
                        policy)));
    }
}
