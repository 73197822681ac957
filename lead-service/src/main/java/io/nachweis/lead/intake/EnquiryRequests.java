package io.nachweis.lead.intake;

import io.nachweis.event.CommandResult;
import io.nachweis.event.Personal;
import io.nachweis.forms.admission.Admitted;
import io.nachweis.lead.decision.EnquiryCommand.ReceiveEnquiry;
import io.nachweis.lead.decision.EnquiryEvent;
import io.nachweis.lifecycle.Periods;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.starter.SubjectIds;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Puts on record what somebody asks. */
@Component
class EnquiryRequests {

    private final CommandGateway commands;
    private final SubjectIds subjectIds;

    EnquiryRequests(CommandGateway commands, SubjectIds subjectIds) {
        this.commands = commands;
        this.subjectIds = subjectIds;
    }

    void append(ControllerPolicy policy, AskedQuestion question, Admitted admitted) {
        Instant now = admitted.at();
        commands.<CommandResult>sendAndWait(new ReceiveEnquiry(
                UUID.randomUUID(),
                policy.id(),
                subjectIds.of(policy.id(), question.email()),
                Personal.of(question.email()),
                question.name(),
                question.company(),
                question.role(),
                question.phone(),
                question.message(),
                question.language().toLanguageTag(),
                admitted.mayMail(),
                now,
                Periods.after(
                        now,
                        policy.category(EnquiryEvent.CATEGORY).orElseThrow().period(),
                        policy)));
    }
}
