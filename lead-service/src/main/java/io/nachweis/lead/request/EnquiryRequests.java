package io.nachweis.lead.request;

import io.nachweis.event.Personal;
import io.nachweis.forms.Submission;
import io.nachweis.forms.admission.FormAdmission;
import io.nachweis.lead.decision.Answer;
import io.nachweis.lead.decision.EnquiryCommand.ReceiveEnquiry;
import io.nachweis.lead.decision.EnquiryEvent;
import io.nachweis.lifecycle.Periods;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.SubjectIds;
import io.nachweis.starter.web.ClientAddress;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Puts on record what somebody asks: also where no receipt may be sent any more, since a question is not to be lost. */
@Component
class EnquiryRequests {

    private final CommandGateway commands;
    private final SubjectIds subjectIds;
    private final FormAdmission admission;
    private final DomainClock clock;

    EnquiryRequests(CommandGateway commands, SubjectIds subjectIds, FormAdmission admission, DomainClock clock) {
        this.commands = commands;
        this.subjectIds = subjectIds;
        this.admission = admission;
        this.clock = clock;
    }

    /** Returns once the enquiry is durable, or once it is clear that nothing is to be done about it. */
    void take(ControllerPolicy policy, AskedQuestion question, Submission submission, ClientAddress client) {
        Instant now = clock.now();
        admission.admitInAnyCase(
                submission.attempt(policy, question.form(), question.email(), client, now),
                mayMail -> record(policy, question, mayMail, now));
    }

    private boolean record(ControllerPolicy policy, AskedQuestion question, boolean mayMail, Instant now) {
        Answer answer = commands.sendAndWait(new ReceiveEnquiry(
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
                mayMail,
                now,
                Periods.after(
                        now,
                        policy.category(EnquiryEvent.CATEGORY).orElseThrow().period(),
                        policy)));
        return answer == Answer.CHANGED;
    }
}
