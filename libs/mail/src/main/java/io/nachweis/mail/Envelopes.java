package io.nachweis.mail;

import io.nachweis.event.EmailAddress;
import io.nachweis.policy.ControllerPolicy;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.StreamProvider;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.eclipse.angus.mail.util.MailStreamProvider;

/** Puts letters into MIME. Every header is set by name and value, so that no value can become another header. */
final class Envelopes {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    static {
        // Named, it need not be looked for in every jar of the class path again for every mail.
        String name = StreamProvider.class.getName();
        if (System.getProperty(name) == null) {
            System.setProperty(name, MailStreamProvider.class.getName());
        }
    }

    private final Map<String, String> from;

    /** @param from the sender's address by controller; the one in its policy where none is given */
    Envelopes(Map<String, String> from) {
        this.from = from;
    }

    MimeMessage seal(Session session, Draft draft, String messageId, Instant date) {
        try {
            var mail = new MimeMessage(session) {
                @Override
                protected void updateMessageID() throws MessagingException {
                    setHeader("Message-ID", messageId);
                }
            };
            mail.setFrom(sender(draft.policy()));
            mail.setRecipient(RecipientType.TO, address(draft.recipient()));
            mail.setSubject(draft.letter().subject(), UTF_8);
            mail.setText(draft.letter().text(), UTF_8);
            mail.setSentDate(Date.from(date));
            mail.setHeader("Auto-Submitted", "auto-generated");
            mail.setHeader("X-Auto-Response-Suppress", "OOF, AutoReply");
            mail.setHeader("Content-Language", draft.letter().language());
            for (var header : draft.headers().entrySet()) {
                mail.setHeader(header.getKey(), header.getValue());
            }
            mail.saveChanges();
            return mail;
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new IllegalStateException("A mail cannot be written", e);
        }
    }

    static Address address(EmailAddress recipient) {
        var address = new InternetAddress();
        address.setAddress(recipient.forSending());
        return address;
    }

    private InternetAddress sender(ControllerPolicy policy) throws UnsupportedEncodingException {
        var sender = new InternetAddress();
        sender.setAddress(from.getOrDefault(policy.id(), policy.identity().email()));
        sender.setPersonal(policy.identity().name(), UTF_8);
        return sender;
    }
}
