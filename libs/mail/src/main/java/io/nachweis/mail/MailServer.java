package io.nachweis.mail;

import jakarta.annotation.PreDestroy;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few connections to the mail server, kept open: making one takes far longer than sending a mail over it. */
final class MailServer {

    private static final Logger log = LoggerFactory.getLogger(MailServer.class);

    private final SmtpAddress server;
    private final Session session;
    private final Semaphore connections;
    private final Deque<SmtpConnection> idle = new ConcurrentLinkedDeque<>();

    /** @param connections at most, as many mails at once */
    MailServer(SmtpAddress server, String ownName, int connections) {
        this.server = server;
        this.session = Session.getInstance(server.session(ownName));
        this.connections = new Semaphore(connections);
    }

    Session session() {
        return session;
    }

    /**
     * Returns the server's last word on the mail, for now or for good.
     *
     * @throws NotDelivered if every mail has to wait
     */
    Delivery deliver(SMTPMessage mail, Address recipient) throws NotDelivered {
        connections.acquireUninterruptibly();
        try {
            SmtpConnection open = connect();
            try {
                return open.deliver(mail, recipient);
            } finally {
                idle.push(open);
            }
        } catch (MessagingException e) {
            throw NotDelivered.unreachable(e);
        } finally {
            connections.release();
        }
    }

    private SmtpConnection connect() throws MessagingException {
        SmtpConnection last = idle.poll();
        SmtpConnection connection = last == null ? new SmtpConnection(session) : last;
        // Asks the server, which may have hung up since the last mail.
        if (!connection.isConnected()) {
            connection.connect(server.host(), server.port(), server.user(), server.password());
        }
        return connection;
    }

    @PreDestroy
    void close() {
        for (SmtpConnection connection = idle.poll(); connection != null; connection = idle.poll()) {
            try {
                connection.close();
            } catch (MessagingException e) {
                log.debug("The mail server did not say goodbye", e);
            }
        }
    }
}
