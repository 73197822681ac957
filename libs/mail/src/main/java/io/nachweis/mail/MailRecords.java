package io.nachweis.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.event.Personal;
import io.nachweis.evidence.StreamReads;
import io.nachweis.mail.Delivery.Accepted;
import io.nachweis.mail.Delivery.Deferred;
import io.nachweis.mail.Delivery.Refused;
import io.nachweis.mail.MailEvent.MailRefused;
import io.nachweis.mail.MailEvent.MailSent;
import io.nachweis.mail.MailRecord.RecordOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** What became of mails, on record. The stream of a mail follows from its message id, so that a repeat finds it. */
final class MailRecords {

    private final StreamReads reads;
    private final CommandGateway commands;

    MailRecords(StreamReads reads, CommandGateway commands) {
        this.reads = reads;
        this.commands = commands;
    }

    /** Those of the mails that are not on record yet. */
    List<MailAttempt> missing(List<MailAttempt> mails) {
        Set<UUID> begun = reads.begun(mails.stream().map(MailRecords::stream).toList());
        return mails.stream().filter(mail -> !begun.contains(stream(mail))).toList();
    }

    /** @param certain false if it may have gone out before as well */
    void put(MailAttempt mail, Draft draft, Delivery delivery, boolean certain, Instant at) {
        var outcome = new RecordOutcome(
                switch (delivery) {
                    case Accepted(var reply) -> sent(mail, draft, reply, certain, at);
                    case Refused refused -> refused(mail, draft, refused.code(), refused.status(), at);
                    case Deferred last -> refused(mail, draft, last.code(), last.status(), at);
                });
        reads.ofNew(outcome.mail(), () -> commands.sendAndWait(outcome));
    }

    private static MailSent sent(MailAttempt mail, Draft draft, String reply, boolean certain, Instant at) {
        return new MailSent(
                stream(mail),
                mail.controller(),
                mail.kind(),
                mail.stream(),
                draft.scope().category(),
                draft.scope().caseId(),
                draft.scope().subject(),
                mail.messageId(),
                draft.letter().template().id(),
                draft.letter().template().sha256(),
                draft.letter().contentSha256(),
                Personal.of(reply),
                certain,
                at);
    }

    private static MailRefused refused(MailAttempt mail, Draft draft, int code, EnhancedStatus status, Instant at) {
        return new MailRefused(
                stream(mail),
                mail.controller(),
                mail.kind(),
                mail.stream(),
                draft.scope().category(),
                draft.scope().caseId(),
                draft.scope().subject(),
                mail.messageId(),
                draft.letter().template().id(),
                draft.letter().template().sha256(),
                draft.letter().contentSha256(),
                code,
                status.toString(),
                at);
    }

    private static UUID stream(MailAttempt mail) {
        return UUID.nameUUIDFromBytes(("mail/" + mail.messageId()).getBytes(UTF_8));
    }
}
