package io.nachweis.rights.desk;

import io.nachweis.event.EmailAddress;
import io.nachweis.forms.admission.MailRateLimit;
import io.nachweis.forms.admission.Suppressions;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.rights.decision.Case;
import io.nachweis.rights.decision.LapseNotice;
import io.nachweis.rights.link.Cases;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Decides whether a mail may say that a request lapsed. It goes to a mailbox that nobody has proven, so it counts as any
 * mail that a stranger could have asked for.
 */
@Component
class LapseNotices {

    private final Cases cases;
    private final Controllers controllers;
    private final Suppressions suppressions;
    private final MailRateLimit mails;

    LapseNotices(Cases cases, Controllers controllers, Suppressions suppressions, MailRateLimit mails) {
        this.cases = cases;
        this.controllers = controllers;
        this.suppressions = suppressions;
        this.mails = mails;
    }

    LapseNotice of(UUID request, Instant now) {
        return cases.find(request)
                .filter(Case::receipt)
                .map(known -> of(known, now))
                .orElse(LapseNotice.NO_LINK);
    }

    private LapseNotice of(Case request, Instant now) {
        EmailAddress email = request.email().orNull();
        ControllerPolicy policy = controllers.find(request.controller()).orElse(null);
        return email != null
                        && policy != null
                        && !suppressions.covers(policy.id(), email, now)
                        && mails.take(policy, email, now)
                ? LapseNotice.MAIL
                : LapseNotice.LIMIT;
    }
}
