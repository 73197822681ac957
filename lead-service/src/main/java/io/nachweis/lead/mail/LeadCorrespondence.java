package io.nachweis.lead.mail;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.lead.decision.DownloadEvent;
import io.nachweis.lead.decision.EnquiryEvent;
import io.nachweis.lead.decision.EnquiryState.Known;
import io.nachweis.lead.link.Downloads;
import io.nachweis.lead.link.Enquiries;
import io.nachweis.mail.Correspondence;
import io.nachweis.mail.Draft;
import io.nachweis.mail.Letter;
import io.nachweis.mail.MailAttempt;
import io.nachweis.personal.KeyScope;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.Form;
import io.nachweis.policy.FormKind;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
            case Mails.TICKET -> ticket(policy, mail, now).map(draft -> asked(draft, FormKind.DOWNLOAD));
            case Mails.RECEIPT ->
                aboutEnquiry(mail)
                        .filter(known -> known.enquiry().receipt())
                        .flatMap(known -> draft(policy, known, composer.receipt(policy, known.enquiry())))
                        .map(draft -> asked(draft, FormKind.ENQUIRY));
            default ->
                aboutEnquiry(mail)
                        .flatMap(known -> known.answer(mail.entry())
                                .flatMap(answer ->
                                        Optional.ofNullable(answer.text().orNull()))
                                .flatMap(text -> draft(policy, known, composer.answer(policy, known.enquiry(), text))));
        });
    }

    private static Draft asked(Draft draft, FormKind kind) {
        return draft.askedForBy(draft.policy().form(kind).map(Form::id).orElse(""));
    }

    private Optional<Draft> ticket(ControllerPolicy policy, MailAttempt mail, Instant now) {
        return downloads
                .state(mail.stream())
                .ticket(now)
                .flatMap(request -> policy.document(request.document())
                        .flatMap(document -> draft(
                                policy,
                                request.email(),
                                scope(request.subject(), DownloadEvent.CATEGORY, request.download()),
                                composer.ticket(policy, document, request))));
    }

    private Optional<Known> aboutEnquiry(MailAttempt mail) {
        return enquiries.state(mail.stream()).known();
    }

    private static Optional<Draft> draft(ControllerPolicy policy, Known known, Letter letter) {
        var enquiry = known.enquiry();
        return draft(
                policy, enquiry.email(), scope(enquiry.subject(), EnquiryEvent.CATEGORY, enquiry.enquiry()), letter);
    }

    /** Empty once the address is erased. */
    private static Optional<Draft> draft(
            ControllerPolicy policy, Personal<EmailAddress> recipient, KeyScope scope, Letter letter) {
        return Optional.ofNullable(recipient.orNull())
                .map(address -> new Draft(policy, address, scope, letter, Map.of()));
    }

    private static KeyScope scope(SubjectId subject, String category, UUID of) {
        return new KeyScope(subject, category, of.toString());
    }
}
