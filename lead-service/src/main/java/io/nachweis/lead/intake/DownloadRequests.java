package io.nachweis.lead.intake;

import io.nachweis.event.CommandResult;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.forms.admission.Admitted;
import io.nachweis.forms.admission.FormAdmission;
import io.nachweis.forms.admission.FormAdmission.Attempt;
import io.nachweis.lead.decision.DownloadCommand.RequestDownload;
import io.nachweis.lead.decision.DownloadEvent.DownloadRequested;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Document;
import io.nachweis.policy.Form;
import io.nachweis.policy.FormKind;
import io.nachweis.policy.LegalClock;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.SubjectIds;
import io.nachweis.starter.web.ClientAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Puts on record who wants a document. Every request is one of its own: it is owed, whatever else was asked before. */
@Component
public class DownloadRequests {

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

    /** By who came with a link that was mailed for an earlier one. Nothing is ticked. */
    public void repeat(ControllerPolicy policy, DownloadRequested earlier, Document document, ClientAddress client) {
        EmailAddress email = earlier.email().orNull();
        Optional<Form> form = policy.form(FormKind.DOWNLOAD);
        if (email == null || form.isEmpty()) {
            return;
        }
        var wanted = new WantedDocument(
                form.get(),
                document,
                email,
                earlier.name(),
                earlier.company(),
                List.of(),
                Locale.forLanguageTag(earlier.language()));
        admission.admitFromLink(
                Attempt.fromLink(policy, form.get(), email, client, clock.now()),
                admitted -> append(policy, wanted, client, admitted));
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
                LegalClock.of(policy).after(now, wanted.form().linkValid()),
                LegalClock.of(policy).after(now, wanted.form().purgeUnconfirmedAfter())));
    }
}
