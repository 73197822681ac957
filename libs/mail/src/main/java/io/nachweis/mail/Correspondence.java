package io.nachweis.mail;

import java.time.Instant;
import java.util.Optional;

/** What a service writes to people, decided by its log as it is now. A service that sends mails declares one. */
public interface Correspondence {

    /** Empty once nobody wants the mail: it is on record already, or its reader could do nothing with it any more. */
    Optional<Draft> draft(MailAttempt mail, Instant now);

    /** The command that puts on record what became of a mail. */
    Object record(MailAttempt mail, Draft draft, DeliveryOutcome delivery);
}
