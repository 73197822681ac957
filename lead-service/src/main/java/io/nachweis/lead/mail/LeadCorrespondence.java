package io.nachweis.lead.mail;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.lead.decision.DownloadCommand.RecordTicketRefused;
import io.nachweis.lead.decision.DownloadCommand.RecordTicketSent;
import io.nachweis.lead.decision.EnquiryCommand.RecordMailRefused;
import io.nachweis.lead.decision.EnquiryCommand.RecordMailSent;
import io.nachweis.lead.decision.EnquiryState.Known;
import io.nachweis.lead.decision.MailKind;
import io.nachweis.lead.link.Downloads;
import io.nachweis.lead.link.Enquiries;
import io.nachweis.mail.Correspondence;
import io.nachweis.mail.DeliveryOutcome;
import io.nachweis.mail.Draft;
import io.nachweis.mail.Letter;
import io.nachweis.mail.MailAttempt;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Writes a mail from what the log says now. */
@Component
class LeadCorrespondence implements Correspondence {

    private final Controllers controllers;
    private final Downloads downloads;
    private final Enquiries enquiries;
    private final MailComposer composer;

    LeadCorrespondence(Controllers controllers, Downloads downloads, Enquiries enquiries, MailComposer composer) {
        this.controllers = controllers;
        this.downloads = downloads;
        this.enquiries = enquiries;
        this.composer = composer;
    }

    @Override
    public Optional<Draft> draft(MailAttempt mail, Instant now) {
        return controllers.find(mail.controller()).flatMap(policy -> switch (mail.kind()) {
            case Mails.TICKET -> ticket(policy, mail, now);
            case Mails.RECEIPT ->
                aboutEnquiry(mail)
                        .filter(known -> known.enquiry().receipt())
                        .flatMap(known -> draft(policy, known, composer.receipt(policy, known.enquiry())));
            default ->
                aboutEnquiry(mail)
                        .flatMap(known -> known.answer(mail.entry())
                                .flatMap(answer ->
                                        Optional.ofNullable(answer.text().orNull()))
                                .flatMap(text -> draft(policy, known, composer.answer(policy, known.enquiry(), text))));
        });
    }

    private Optional<Draft> ticket(ControllerPolicy policy, MailAttempt mail, Instant now) {
        var state = downloads.state(mail.stream());
        return state.known()
                .filter(_ -> state.awaitsMail(now))
                .flatMap(request -> policy.document(request.document())
                        .flatMap(document ->
                                draft(policy, request.email(), composer.ticket(policy, document, request))));
    }

    private Optional<Known> aboutEnquiry(MailAttempt mail) {
        var state = enquiries.state(mail.stream());
        return state.known().filter(_ -> state.awaitsMail(mail.messageId()));
    }

    private static Optional<Draft> draft(ControllerPolicy policy, Known known, Letter letter) {
        return draft(policy, known.enquiry().email(), letter);
    }

    /** Empty once the address is erased. */
    private static Optional<Draft> draft(ControllerPolicy policy, Personal<EmailAddress> recipient, Letter letter) {
        return Optional.ofNullable(recipient.orNull()).map(address -> new Draft(policy, address, letter, Map.of()));
    }

    @Override
    public Object record(MailAttempt mail, Draft draft, DeliveryOutcome delivery) {
        Letter letter = draft.letter();
        if (mail.kind().equals(Mails.TICKET)) {
            return switch (delivery) {
                case DeliveryOutcome.Sent(var reply, var certain, var at) ->
                    new RecordTicketSent(
                            mail.stream(),
                            mail.messageId(),
                            letter.template(),
                            letter.contentSha256(),
                            Personal.of(reply),
                            certain,
                            at);
                case DeliveryOutcome.Refused(var code, var at) ->
                    new RecordTicketRefused(mail.stream(), mail.messageId(), code, at);
            };
        }
        MailKind kind = mail.kind().equals(Mails.RECEIPT) ? MailKind.RECEIPT : MailKind.ANSWER;
        return switch (delivery) {
            case DeliveryOutcome.Sent(var reply, var certain, var at) ->
                new RecordMailSent(
                        mail.stream(),
                        kind,
                        mail.messageId(),
                        letter.template(),
                        letter.contentSha256(),
                        Personal.of(reply),
                        certain,
                        at);
            case DeliveryOutcome.Refused(var code, var at) ->
                new RecordMailRefused(mail.stream(), kind, mail.messageId(), code, at);
        };
    }
}
