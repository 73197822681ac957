package io.nachweis.lead.intake;

import io.nachweis.event.CommandResult;
import io.nachweis.event.Personal;
import io.nachweis.forms.admission.Admitted;
import io.nachweis.lead.decision.EnquiryCommand.ReceiveEnquiry;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.starter.SubjectIds;
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
        boolean isKept = admitted.leftOutUntil() == null;
        commands.<CommandResult>sendAndWait(new ReceiveEnquiry(
                UUID.randomUUID(),
                policy.id(),
                subjectIds.of(policy.id(), question.email()),
                Personal.of(question.email()),
                isKept ? question.name() : null,
                isKept ? question.company() : null,
                isKept ? question.role() : null,
                isKept ? question.phone() : null,
                isKept ? question.others() : null,
                isKept ? question.message() : null,
                question.language().toLanguageTag(),
                admitted.mayMail(),
                admitted.leftOutUntil(),
                admitted.at()));
    }
}
