package io.nachweis.rights.intake;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.LegalClock;
import io.nachweis.rights.decision.Intake;
import io.nachweis.rights.decision.RequestKind;
import io.nachweis.rights.decision.RightsCommand.Deadline;
import io.nachweis.rights.decision.RightsCommand.ReceiveRequest;
import io.nachweis.starter.SubjectIds;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Takes in a rights request: puts it on record with the deadline for its answer. */
@Component
public class RequestIntake {

    /** From receipt, not from the end of the first (Art. 12(3) GDPR). */
    public static final int MONTHS_EXTENDED = 3;

    private static final int MONTHS = 1;

    private final CommandGateway commands;
    private final SubjectIds subjectIds;

    RequestIntake(CommandGateway commands, SubjectIds subjectIds) {
        this.commands = commands;
        this.subjectIds = subjectIds;
    }

    /**
     * Each is a case of its own, also of the same person: who proves one of them proves no other.
     *
     * @param receipt whether a mail may say so
     */
    public UUID take(
            ControllerPolicy policy,
            EmailAddress email,
            RequestKind kind,
            Intake intake,
            Locale locale,
            boolean receipt,
            Instant receivedAt,
            Instant now) {
        UUID request = UUID.randomUUID();
        commands.<Boolean>sendAndWait(new ReceiveRequest(
                request,
                policy.id(),
                subjectIds.of(policy.id(), email),
                Personal.of(email),
                kind,
                intake,
                locale.toLanguageTag(),
                receipt,
                receivedAt,
                now,
                deadline(policy, receivedAt, MONTHS)));
        return request;
    }

    /** Until when what was received then has to be answered. */
    public static Deadline deadline(ControllerPolicy policy, Instant receivedAt, int months) {
        var due = LegalClock.of(policy).monthsAfter(receivedAt, months);
        return new Deadline(due.on(), due.until(), due.because());
    }
}
