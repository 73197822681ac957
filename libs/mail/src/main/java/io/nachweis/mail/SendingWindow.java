package io.nachweis.mail;

import java.time.Instant;
import java.util.Optional;

/** How many mails that anybody could have asked for may go out in a while. A service with public forms declares one. */
public interface SendingWindow {

    SendingWindow OPEN = (_, _, _) -> Optional.empty();

    /** When this mail can be tried again, if it may not go out now; empty if it may, and then it counts, once. */
    Optional<Instant> opensAt(Draft mail, String messageId, Instant now);
}
