package io.nachweis.newsletter.mail;

import io.nachweis.newsletter.mail.Delivery.Accepted;
import io.nachweis.newsletter.mail.Delivery.Refused;
import io.nachweis.starter.NachweisSettings;
import jakarta.annotation.PreDestroy;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The one connection to the mail server, kept open: making one takes far longer than sending a mail over it. */
@Component
class MailServer {

    private static final Logger log = LoggerFactory.getLogger(MailServer.class);

    /** Says that we are set up wrongly, not that the recipient does not exist: bad sequence, authentication required. */
    private static final Set<Integer> OUR_FAULT = Set.of(503, 530);

    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final SmtpAddress server;
    private final Session session;
    private @Nullable SMTPTransport connection;

    @Autowired
    MailServer(NachweisSettings settings) {
        this(SmtpAddress.of(settings.smtpUrl()), settings.publicUrl().getHost());
    }

    MailServer(SmtpAddress server, String ownName) {
        this.server = server;
        this.session = Session.getInstance(server.session(ownName));
    }

    Session session() {
        return session;
    }

    /** Returns once the server has taken the mail or refused it for good. */
    Delivery deliver(MimeMessage mail, Address recipient) throws NotDelivered {
        oneAtATime.lock();
        try {
            SMTPTransport open = connect();
            try {
                open.sendMessage(mail, new Address[] {recipient});
                return new Accepted(open.getLastServerResponse().strip());
            } catch (MessagingException e) {
                return refusal(e);
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    private SMTPTransport connect() throws NotDelivered {
        try {
            if (connection == null) {
                connection = (SMTPTransport) session.getTransport("smtp");
            }
            // Asks the server, which may have hung up since the last mail.
            if (!connection.isConnected()) {
                connection.connect(server.host(), server.port(), server.user(), server.password());
            }
            return connection;
        } catch (MessagingException e) {
            throw NotDelivered.unreachable(e);
        }
    }

    private static Refused refusal(MessagingException failure) throws NotDelivered {
        if (failure.getNextException() instanceof SMTPAddressFailedException recipient) {
            return refusal(recipient.getReturnCode());
        }
        if (failure instanceof SMTPAddressFailedException recipient && recipient.getReturnCode() > 0) {
            return refusal(recipient.getReturnCode());
        }
        if (failure instanceof SMTPSendFailedException mail && mail.getReturnCode() > 0) {
            if (mail.getCommand().startsWith("MAIL")) {
                throw NotDelivered.forNow(mail.getReturnCode());
            }
            return refusal(mail.getReturnCode());
        }
        throw NotDelivered.perhaps(failure.getNextException() == null ? failure : failure.getNextException());
    }

    private static Refused refusal(int code) throws NotDelivered {
        if (code >= 500 && !OUR_FAULT.contains(code)) {
            return new Refused(code);
        }
        throw NotDelivered.forNow(code);
    }

    @PreDestroy
    void close() {
        oneAtATime.lock();
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (MessagingException e) {
            log.debug("The mail server did not say goodbye", e);
        } finally {
            oneAtATime.unlock();
        }
    }
}
