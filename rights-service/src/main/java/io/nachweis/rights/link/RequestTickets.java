package io.nachweis.rights.link;

import io.nachweis.mail.MailTokens;
import io.nachweis.mail.Tickets;
import io.nachweis.starter.NachweisSettings;
import org.springframework.stereotype.Component;

/** Tickets that lead the reader of a mailbox to their rights request. */
@Component
public class RequestTickets extends Tickets {

    RequestTickets(MailTokens tokens, NachweisSettings settings) {
        super(tokens, settings.publicUrl(), "rights", "rights");
    }
}
