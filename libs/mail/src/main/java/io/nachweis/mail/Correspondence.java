package io.nachweis.mail;

import java.time.Instant;
import java.util.Optional;

/** What a service writes to people, decided by its log as it is now. A service that sends mails declares one. */
public interface Correspondence {

    /** Empty once nobody wants the mail: its reader could do nothing with it any more. */
    Optional<Draft> draft(MailAttempt mail, Instant now);
}
