package io.nachweis.mail;

import io.nachweis.mail.Delivery.Accepted;
import io.nachweis.mail.Delivery.Cause;
import io.nachweis.mail.Delivery.Deferred;
import io.nachweis.mail.Delivery.Refused;
import io.nachweis.mail.SmtpReply.Stage;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** A connection to the mail server that knows how far a mail came, and asks for SMTPUTF8 where an address needs it only. */
final class SmtpConnection extends SMTPTransport {

    private static final String SMTPUTF8 = "SMTPUTF8";

    /** Non-ASCII addresses not permitted for that sender or recipient (RFC 6531 §3.5). */
    private static final int NOT_PERMITTED = 553;

    private static final EnhancedStatus RECIPIENT_NOT_PERMITTED = new EnhancedStatus(5, 6, 7);

    /** System not capable of selected features (RFC 3463 §3.4). */
    private static final EnhancedStatus SENDER_NOT_PERMITTED = new EnhancedStatus(5, 3, 3);

    /** What a server that only hangs up would have said; the status is for a bad connection (RFC 3463 §3.5). */
    private static final int CLOSING = 421;

    private static final EnhancedStatus BAD_CONNECTION = new EnhancedStatus(4, 4, 2);

    private @Nullable Stage stage;
    private @Nullable SmtpReply refusal;
    private boolean isInternational = true;

    SmtpConnection(Session session) {
        super(session, null);
    }

    /**
     * Returns the server's last word on the mail.
     *
     * @throws NotDelivered if it went wrong before the server knew whom the mail is for
     */
    Delivery deliver(SMTPMessage mail, Address recipient) throws MessagingException, NotDelivered {
        boolean isAsciiSender = isAscii(mail.getEnvelopeFrom()) && isAscii(mail.getFrom()[0].toString());
        boolean isAsciiRecipient = isAscii(recipient.toString());
        isInternational = !isAsciiSender || !isAsciiRecipient;
        if (isInternational && !super.supportsExtension(SMTPUTF8)) {
            return isAsciiSender
                    ? new Refused(NOT_PERMITTED, RECIPIENT_NOT_PERMITTED)
                    : new Deferred(NOT_PERMITTED, SENDER_NOT_PERMITTED, Cause.SENDER, false);
        }
        stage = null;
        refusal = null;
        try {
            sendMessage(mail, new Address[] {recipient});
            return new Accepted(getLastServerResponse().strip());
        } catch (MessagingException e) {
            Stage reached = stage == null ? Stage.SENDER : stage;
            return refusal == null ? unanswered(reached, e) : refusal.judge(reached);
        }
    }

    private static Delivery unanswered(Stage stage, MessagingException failure) throws NotDelivered {
        if (stage == Stage.SENDER) {
            throw NotDelivered.unreachable(failure.getNextException() == null ? failure : failure.getNextException());
        }
        return new Deferred(CLOSING, BAD_CONNECTION, Cause.SERVER, stage == Stage.CONTENT);
    }

    @Override
    public boolean supportsExtension(String extension) {
        return (isInternational || !extension.equals(SMTPUTF8)) && super.supportsExtension(extension);
    }

    @Override
    protected void mailFrom() throws MessagingException {
        stage = Stage.SENDER;
        super.mailFrom();
    }

    @Override
    protected void rcptTo() throws MessagingException {
        stage = Stage.RECIPIENT;
        super.rcptTo();
    }

    @Override
    protected OutputStream data() throws MessagingException {
        stage = Stage.CONTENT;
        return super.data();
    }

    /** The first refusal of a mail counts, whatever the server says to what is said after it. */
    @Override
    protected int readServerResponse() throws MessagingException {
        int code = super.readServerResponse();
        if (code >= 400 && refusal == null) {
            refusal = new SmtpReply(code, getLastServerResponse());
        }
        return code;
    }

    private static boolean isAscii(@Nullable String address) {
        return address == null || StandardCharsets.US_ASCII.newEncoder().canEncode(address);
    }
}
