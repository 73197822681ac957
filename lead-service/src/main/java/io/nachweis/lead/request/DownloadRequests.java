package io.nachweis.lead.request;

import io.nachweis.event.Personal;
import io.nachweis.forms.Submission;
import io.nachweis.forms.admission.FormAdmission;
import io.nachweis.lead.decision.Answer;
import io.nachweis.lead.decision.DownloadCommand.RequestDownload;
import io.nachweis.lead.decision.DownloadEvent;
import io.nachweis.lifecycle.Periods;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.starter.DomainClock;
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
    private final FormAdmission admission;
    private final DomainClock clock;

    DownloadRequests(CommandGateway commands, SubjectIds subjectIds, FormAdmission admission, DomainClock clock) {
        this.commands = commands;
        this.subjectIds = subjectIds;
        this.admission = admission;
        this.clock = clock;
    }

    /** Returns once the request is durable, or once it is clear that nothing is to be done about it. */
    void take(ControllerPolicy policy, WantedDocument wanted, Submission submission, ClientAddress client) {
        Instant now = clock.now();
        admission.admit(
                submission.attempt(policy, wanted.form(), wanted.email(), client, now),
                () -> record(policy, wanted, client, now));
    }

    private boolean record(ControllerPolicy policy, WantedDocument wanted, ClientAddress client, Instant now) {
        Answer answer = commands.sendAndWait(new RequestDownload(
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
        return answer == Answer.CHANGED;
    }
}
