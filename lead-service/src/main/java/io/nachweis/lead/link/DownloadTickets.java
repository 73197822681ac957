package io.nachweis.lead.link;

import io.nachweis.mail.MailTokens;
import io.nachweis.mail.MailTokens.MailToken;
import io.nachweis.starter.NachweisSettings;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Signed links to documents. A ticket names a download and says nothing about a person. */
@Component
public class DownloadTickets {

    private static final String KIND = "document";

    private final URI base;
    private final MailTokens tokens;

    DownloadTickets(NachweisSettings settings, MailTokens tokens) {
        this.base = settings.publicUrl();
        this.tokens = tokens;
    }

    public String of(String controller, UUID download) {
        return tokens.issue(new MailToken(KIND, controller, download, download));
    }

    public Optional<UUID> read(String controller, String ticket) {
        return tokens.verify(ticket, KIND, controller).map(MailToken::stream);
    }

    public String link(String controller, String ticket) {
        return base + "/" + controller + "/documents/" + ticket;
    }
}
