package io.nachweis.newsletter.mail;

import io.nachweis.newsletter.decision.MailKind;
import io.nachweis.newsletter.link.Links.Target;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which mails we have begun to send and not yet put on record: after a crash, those may have gone out. Some of them wait
 * here until their server wants to hear of them again.
 */
public interface MailAttempts {

    /** A mail that is to be sent; the entry that causes it is in the log. */
    record Attempt(String messageId, MailKind kind, String controller, Target target) {}

    /** What became of a mail that was begun before. */
    enum Before {
        PERHAPS_SENT,
        WAITS
    }

    /** @param tries how often its server has put it off */
    record Waiting(Attempt attempt, boolean certain, int tries) {}

    /** Begins all of them, and tells which of them were begun before. */
    Map<String, Before> begin(Collection<Attempt> attempts);

    /** These mails are on record, or certainly did not go out. */
    void end(Collection<String> messageIds);

    /** This mail did not go out now, and waits. */
    void putOff(Waiting mail, Instant until);

    /** One whose time has come, for whoever asks first; it comes again at that time unless it is ended before. */
    Optional<Waiting> take(Instant now, Instant again);

    void forget(UUID signUp);
}
