package io.nachweis.rights.mail;

import io.nachweis.event.EmailAddress;
import io.nachweis.mail.Correspondence;
import io.nachweis.mail.Draft;
import io.nachweis.mail.Letter;
import io.nachweis.mail.MailAttempt;
import io.nachweis.personal.KeyScope;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.Form;
import io.nachweis.policy.FormKind;
import io.nachweis.rights.decision.Case;
import io.nachweis.rights.decision.Intake;
import io.nachweis.rights.decision.LapseNotice;
import io.nachweis.rights.decision.MailKind;
import io.nachweis.rights.decision.Phase;
import io.nachweis.rights.decision.RightsEvent;
import io.nachweis.rights.link.Cases;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The mails about a request, from what the log says now. */
@Component
class RightsMails implements Correspondence {

    /** Go to a mailbox that nobody has proven. */
    private static final Set<MailKind> ANYBODYS = EnumSet.of(MailKind.RECEIPT, MailKind.LAPSE);

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
        MailKind kind = MailKind.of(mail.kind());
        return cases.find(mail.stream())
                .filter(request -> isWanted(kind, request))
                .flatMap(request ->
                        controllers.find(mail.controller()).flatMap(policy -> draft(kind, policy, request, now)));
    }

    private static boolean isWanted(MailKind kind, Case request) {
        return switch (kind) {
            case RECEIPT -> request.receipt() && (request.isWithdrawal() ? request.withdraws() : request.isOpen());
            case ANSWER -> request.is(Phase.ANSWERED) && !request.isWithdrawal();
            case REFUSAL -> request.is(Phase.REFUSED);
            case EXTENSION -> request.isOpen() && request.isExtended();
            case LAPSE -> request.is(Phase.LAPSED) && request.lapse() == LapseNotice.MAIL;
        };
    }

    private Optional<Draft> draft(MailKind kind, ControllerPolicy policy, Case request, Instant now) {
        EmailAddress recipient = request.email().orNull();
        if (recipient == null) {
            return Optional.empty();
        }
        Letter letter = switch (kind) {
            case RECEIPT -> composer.receipt(policy, request);
            case ANSWER -> composer.answer(policy, request, now);
            case REFUSAL -> composer.refusal(policy, request);
            case EXTENSION -> composer.extension(policy, request);
            case LAPSE -> composer.lapse(policy, request);
        };
        var scope = new KeyScope(
                request.subject(), RightsEvent.CATEGORY, request.id().toString());
        var draft = new Draft(policy, recipient, scope, letter, Map.of());
        return Optional.of(request.intake() == Intake.FORM && ANYBODYS.contains(kind) ? asked(draft) : draft);
    }

    private static Draft asked(Draft draft) {
        return draft.askedForBy(
                draft.policy().form(FormKind.RIGHTS).map(Form::id).orElse(""));
    }
}
