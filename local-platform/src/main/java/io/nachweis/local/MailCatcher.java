package io.nachweis.local;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The mailbox of everybody in a trial: takes every mail over real SMTP and lets none out. Keeps the newest ones, in
 * memory.
 */
public final class MailCatcher implements AutoCloseable {

    private static final int KEPT = 1_000;

    private final GreenMail server;
    private final Deque<CaughtMail> mails = new ArrayDeque<>();
    private final Clock clock;
    private long received;

    /** @param clock of what is told of the mails */
    MailCatcher(int port, Clock clock) {
        this.clock = clock;
        this.server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    /** Until it is closed, and again after that; what was caught stays. */
    MailCatcher listen() throws UserException {
        server.start();
        GreenMailUser everybody = server.getUserManager().createUser("everybody@localhost", "everybody", "");
        server.getUserManager().setMessageDeliveryHandler((message, recipient) -> {
            receive(message);
            return everybody;
        });
        return this;
    }

    private synchronized void receive(MovingMessage message) throws MessagingException {
        mails.addFirst(CaughtMail.of(++received, clock.instant(), message));
        if (mails.size() > KEPT) {
            mails.removeLast();
        }
        try {
            server.purgeEmailFromAllMailboxes(); // GreenMail would keep its own copy of each for ever
        } catch (FolderException e) {
            throw new MessagingException("Cannot empty the mail server's own store", e);
        }
    }

    /** Newest first. */
    public synchronized List<CaughtMail> mails() {
        return List.copyOf(mails);
    }

    public synchronized Optional<CaughtMail> find(long id) {
        return mails.stream().filter(mail -> mail.id() == id).findFirst();
    }

    @Override
    public void close() {
        server.stop();
    }
}
