package io.nachweis.mail;

import io.nachweis.event.EmailAddress;
import io.nachweis.policy.ControllerPolicy;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.util.StreamProvider;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPMessage;
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
    private final WitnessedCheckpoint checkpoint;

    /**
     * @param from the sender's address by controller; the one in its policy where none is given
     * @throws IllegalArgumentException if a controller has an address that no mail can come from
     */
    Envelopes(Map<String, String> from, Collection<ControllerPolicy> controllers, WitnessedCheckpoint checkpoint) {
        this.from = from;
        this.checkpoint = checkpoint;
        controllers.forEach(this::check);
    }

    private void check(ControllerPolicy policy) {
        try {
            Stream.of(sender(policy), policy.mails().returnPath())
                    .filter(Objects::nonNull)
                    .forEach(EmailAddress::of);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    policy.id() + ": identity.email and mails.returnPath must be addresses that a mail can come from",
                    e);
        }
    }

    SMTPMessage seal(Session session, Draft draft, String messageId, Instant date) {
        try {
            var mail = new SMTPMessage(session) {
                @Override
                protected void updateMessageID() throws MessagingException {
                    setHeader("Message-ID", messageId);
                }
            };
            // Encoded (RFC 2047) for whoever reads it, whatever the session could do.
            mail.setHeader("From", from(draft.policy()).toString());
            String returnPath = draft.policy().mails().returnPath();
            if (returnPath != null) {
                mail.setEnvelopeFrom(forSending(returnPath));
            }
            mail.setRecipient(RecipientType.TO, address(draft.recipient()));
            mail.setSubject(draft.letter().subject(), UTF_8);
            mail.setText(draft.letter().text(), UTF_8);
            mail.setSentDate(Date.from(date));
            mail.setHeader("Auto-Submitted", "auto-generated");
            mail.setHeader("X-Auto-Response-Suppress", "OOF, AutoReply");
            mail.setHeader("Content-Language", draft.letter().language());
            Optional<String> witnessed = checkpoint.value();
            if (witnessed.isPresent()) {
                mail.setHeader(WitnessedCheckpoint.HEADER, witnessed.get());
            }
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

    private String sender(ControllerPolicy policy) {
        return from.getOrDefault(policy.id(), policy.identity().email());
    }

    private InternetAddress from(ControllerPolicy policy) throws UnsupportedEncodingException {
        var sender = new InternetAddress();
        sender.setAddress(forSending(sender(policy)));
        sender.setPersonal(policy.identity().name(), UTF_8);
        return sender;
    }

    /** The domain in ASCII (RFC 5890), so that only a local part can need SMTPUTF8. */
    private static String forSending(String address) {
        return EmailAddress.of(address).forSending();
    }
}
