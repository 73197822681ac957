package io.nachweis.lead.link;

import io.nachweis.mail.MailTokens;
import io.nachweis.mail.Tickets;
import io.nachweis.starter.NachweisSettings;
import org.springframework.stereotype.Component;

/** Tickets for documents. */
@Component
public class DownloadTickets extends Tickets {

    DownloadTickets(MailTokens tokens, NachweisSettings settings) {
        super(tokens, settings.publicUrl(), "document", "documents");
    }
}
