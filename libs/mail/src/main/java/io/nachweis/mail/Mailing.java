package io.nachweis.mail;

import io.nachweis.mail.MailTokens.MailToken;
import io.nachweis.starter.Sha256;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/** Sends the mails that events cause, for the handlers of the group {@value #GROUP}: those of a batch together. */
public final class Mailing {

    public static final String GROUP = "mailer";

    private final MailDispatcher dispatcher;
    private final MailTokens tokens;
    private final String host;

    Mailing(MailDispatcher dispatcher, MailTokens tokens, URI publicUrl) {
        this.dispatcher = dispatcher;
        this.tokens = tokens;
        this.host = publicUrl.getHost();
    }

    /**
     * Returns once none of the batch is left to do, if this is its last event; only then the position moves on.
     *
     * @param cause id of the event
     */
    public void send(String kind, String controller, UUID stream, UUID entry, String cause, boolean last)
            throws NotDelivered {
        List<MailAttempt> batch =
                CurrentUnitOfWork.get().root().getOrComputeResource(Mailing.class.getName(), _ -> new ArrayList<>());
        batch.add(new MailAttempt(
                messageId(controller, stream, UUID.fromString(cause)), kind, controller, stream, entry));
        if (last) {
            dispatcher.send(batch);
        }
    }

    /** The same whenever the mail is sent, and nobody else can foretell it. */
    public String messageId(String controller, UUID stream, UUID cause) {
        String secret = tokens.secret(new MailToken("message", controller, stream, cause));
        return "<" + Sha256.of(secret).substring(0, 32) + "@" + host + ">";
    }
}
