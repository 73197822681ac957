package io.nachweis.rights.link;

import io.nachweis.mail.MailTokens;
import io.nachweis.mail.MailTokens.MailToken;
import io.nachweis.starter.NachweisSettings;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Signed links that lead the reader of a mailbox to their rights request, and say nothing about them. */
@Component
public class RequestTickets {

    private static final String KIND = "rights";

    private final URI base;
    private final MailTokens tokens;

    RequestTickets(NachweisSettings settings, MailTokens tokens) {
        this.base = settings.publicUrl();
        this.tokens = tokens;
    }

    public String issue(String controller, UUID request) {
        return tokens.issue(new MailToken(KIND, controller, request, request));
    }

    /** Empty unless we made it for this controller. */
    public Optional<UUID> read(String controller, String ticket) {
        return tokens.verify(ticket, KIND, controller).map(MailToken::stream);
    }

    public String address(String controller, String ticket) {
        return base + "/" + controller + "/rights/" + ticket;
    }
}
