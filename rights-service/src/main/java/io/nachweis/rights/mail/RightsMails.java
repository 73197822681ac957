package io.nachweis.rights.mail;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.mail.Correspondence;
import io.nachweis.mail.DeliveryOutcome;
import io.nachweis.mail.Draft;
import io.nachweis.mail.Letter;
import io.nachweis.mail.MailAttempt;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.rights.decision.Case;
import io.nachweis.rights.decision.MailKind;
import io.nachweis.rights.decision.Phase;
import io.nachweis.rights.decision.RightsCommand;
import io.nachweis.rights.decision.RightsCommand.RecordMailRefused;
import io.nachweis.rights.decision.RightsCommand.RecordMailSent;
import io.nachweis.rights.link.Cases;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The mails about a request, from what the log says now. */
@Component
class RightsMails implements Correspondence {

    private final Controllers controllers;
    private final Cases cases;
    private final MailComposer composer;

    RightsMails(Controllers controllers, Cases cases, MailComposer composer) {
        this.controllers = controllers;
        this.cases = cases;
        this.composer = composer;
    }

    @Override
    public Optional<Draft> draft(MailAttempt mail, Instant now) {
        MailKind kind = MailKind.valueOf(mail.kind());
        return cases.find(mail.stream())
                .filter(request -> isWanted(kind, request) && request.hasNoRecordOf(mail.messageId()))
                .flatMap(
                        request -> controllers.find(mail.controller()).flatMap(policy -> draft(kind, policy, request)));
    }

    private static boolean isWanted(MailKind kind, Case request) {
        return switch (kind) {
            case RECEIPT -> request.receipt() && request.isOpen();
            case ANSWER -> request.is(Phase.ANSWERED);
            case REFUSAL -> request.is(Phase.REFUSED);
            case EXTENSION -> request.isOpen() && request.isExtended();
        };
    }

    private Optional<Draft> draft(MailKind kind, ControllerPolicy policy, Case request) {
        EmailAddress recipient = request.email().orNull();
        if (recipient == null) {
            return Optional.empty();
        }
        Letter letter = switch (kind) {
            case RECEIPT -> composer.receipt(policy, request);
            case ANSWER -> composer.answer(policy, request);
            case REFUSAL -> composer.refusal(policy, request);
            case EXTENSION -> composer.extension(policy, request);
        };
        return Optional.of(new Draft(policy, recipient, letter, Map.of()));
    }

    @Override
    public RightsCommand record(MailAttempt mail, Draft draft, DeliveryOutcome delivery) {
        MailKind kind = MailKind.valueOf(mail.kind());
        return switch (delivery) {
            case DeliveryOutcome.Sent(var reply, var certain, var at) ->
                new RecordMailSent(
                        mail.stream(),
                        kind,
                        mail.messageId(),
                        draft.letter().template(),
                        draft.letter().contentSha256(),
                        Personal.of(reply),
                        certain,
                        at);
            case DeliveryOutcome.Refused(var code, var at) ->
                new RecordMailRefused(mail.stream(), kind, mail.messageId(), code, at);
        };
    }
}
