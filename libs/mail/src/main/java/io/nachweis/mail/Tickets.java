package io.nachweis.mail;

import io.nachweis.mail.MailTokens.MailToken;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** Signed links to the page of one thing, such as a document, that name its stream and say nothing about a person. */
public abstract class Tickets {

    private final MailTokens tokens;
    private final URI base;
    private final String kind;
    private final String page;

    /**
     * @param kind of the tokens
     * @param page the path below the controller
     */
    protected Tickets(MailTokens tokens, URI base, String kind, String page) {
        this.tokens = tokens;
        this.base = base;
        this.kind = kind;
        this.page = page;
    }

    public String issue(String controller, UUID stream) {
        return tokens.issue(new MailToken(kind, controller, stream, stream));
    }

    /** Empty unless we issued it for this controller. */
    public Optional<UUID> read(String controller, String ticket) {
        return tokens.verify(ticket, kind, controller).map(MailToken::stream);
    }

    public String address(String controller, String ticket) {
        return base + "/" + controller + "/" + page + "/" + ticket;
    }
}
