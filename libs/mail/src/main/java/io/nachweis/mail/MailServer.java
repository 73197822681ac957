package io.nachweis.mail;

import io.nachweis.mail.Delivery.Accepted;
import io.nachweis.mail.Delivery.Deferred;
import io.nachweis.mail.Delivery.Refused;
import jakarta.annotation.PreDestroy;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few connections to the mail server, kept open: making one takes far longer than sending a mail over it. */
final class MailServer {

    private static final Logger log = LoggerFactory.getLogger(MailServer.class);

    /** Says that we are set up wrongly, not that the recipient does not exist: bad sequence, authentication required. */
    private static final Set<Integer> OUR_FAULT = Set.of(503, 530);

    /** Speaks of the server, not of this mail. */
    private static final int CLOSING = 421;

    private final SmtpAddress server;
    private final Session session;
    private final Semaphore connections;
    private final Deque<SMTPTransport> idle = new ConcurrentLinkedDeque<>();

    /** @param connections at most, as many mails at once */
    MailServer(SmtpAddress server, String ownName, int connections) {
        this.server = server;
        this.session = Session.getInstance(server.session(ownName));
        this.connections = new Semaphore(connections);
    }

    Session session() {
        return session;
    }

    /** Returns the server's last word on the mail, for now or for good. */
    Delivery deliver(MimeMessage mail, Address recipient) throws NotDelivered {
        connections.acquireUninterruptibly();
        try {
            SMTPTransport open = connect();
            try {
                open.sendMessage(mail, new Address[] {recipient});
                return new Accepted(open.getLastServerResponse().strip());
            } catch (MessagingException e) {
                return refusal(e);
            } finally {
                idle.push(open);
            }
        } finally {
            connections.release();
        }
    }

    private SMTPTransport connect() throws NotDelivered {
        try {
            SMTPTransport last = idle.poll();
            SMTPTransport connection = last == null ? (SMTPTransport) session.getTransport("smtp") : last;
            // Asks the server, which may have hung up since the last mail.
            if (!connection.isConnected()) {
                connection.connect(server.host(), server.port(), server.user(), server.password());
            }
            return connection;
        } catch (MessagingException e) {
            throw NotDelivered.unreachable(e);
        }
    }

    private static Delivery refusal(MessagingException failure) throws NotDelivered {
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

    private static Delivery refusal(int code) throws NotDelivered {
        if (code >= 500 && !OUR_FAULT.contains(code)) {
            return new Refused(code);
        }
        if (code >= 500 || code == CLOSING) {
            throw NotDelivered.forNow(code);
        }
        return new Deferred(code);
    }

    @PreDestroy
    void close() {
        for (SMTPTransport connection = idle.poll(); connection != null; connection = idle.poll()) {
            try {
                connection.close();
            } catch (MessagingException e) {
                log.debug("The mail server did not say goodbye", e);
            }
        }
    }
}
