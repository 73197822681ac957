package io.nachweis.newsletter.mail;

import java.util.UUID;

/** Which mails we have begun to send and not yet put on record: after a crash, those may have gone out. */
public interface MailAttempts {

    /** False when a mail with this id was begun before. */
    boolean begin(String messageId, UUID signUp);

    /** The mail is on record, or certainly did not go out. */
    void end(String messageId);

    void forget(UUID signUp);
}
