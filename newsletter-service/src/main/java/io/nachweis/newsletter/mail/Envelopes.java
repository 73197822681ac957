package io.nachweis.newsletter.mail;

import io.nachweis.newsletter.decision.MailKind;
import io.nachweis.newsletter.link.Links;
import io.nachweis.newsletter.mail.Post.Item;
import io.nachweis.personal.EmailAddress;
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
import java.util.Date;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Puts letters into MIME. Every header is set by name and value, so that no value can become another header. */
@Component
@EnableConfigurationProperties(MailSettings.class)
class Envelopes {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    static {
        // Named, it need not be looked for in every jar of the class path again for every mail.
        String name = StreamProvider.class.getName();
        if (System.getProperty(name) == null) {
            System.setProperty(name, MailStreamProvider.class.getName());
        }
    }

    private final MailSettings settings;
    private final Links links;

    Envelopes(MailSettings settings, Links links) {
        this.settings = settings;
        this.links = links;
    }

    MimeMessage seal(Session session, Item item) {
        try {
            var mail = new MimeMessage(session) {
                @Override
                protected void updateMessageID() throws MessagingException {
                    setHeader("Message-ID", item.messageId());
                }
            };
            mail.setFrom(sender(item.policy()));
            mail.setRecipient(RecipientType.TO, address(item.recipient()));
            mail.setSubject(item.letter().subject(), UTF_8);
            mail.setText(item.letter().text(), UTF_8);
            mail.setSentDate(Date.from(item.date()));
            mail.setHeader("Auto-Submitted", "auto-generated");
            mail.setHeader("Content-Language", item.letter().language());
            if (item.attempt().kind() != MailKind.CONFIRMATION) {
                addList(mail, item);
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

    /** How a mail program unsubscribes its reader by itself (RFC 2369, RFC 8058, RFC 2919). */
    private void addList(MimeMessage mail, Item item) throws MessagingException {
        String controller = item.policy().id();
        String purpose = item.signUp().wordings().getFirst().purposes().getFirst();
        String token = links.unsubscribeToken(controller, item.attempt().target());
        mail.setHeader("List-Unsubscribe", "<" + links.oneClick(controller, token) + ">");
        mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        mail.setHeader("List-Id", "<" + purpose + "." + controller + "." + links.host() + ">");
    }

    private InternetAddress sender(ControllerPolicy policy) throws UnsupportedEncodingException {
        var sender = new InternetAddress();
        sender.setAddress(
                settings.from().getOrDefault(policy.id(), policy.identity().email()));
        sender.setPersonal(policy.identity().name(), UTF_8);
        return sender;
    }
}
