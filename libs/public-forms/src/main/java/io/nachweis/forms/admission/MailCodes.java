package io.nachweis.forms.admission;

import java.time.Instant;

/**
 * The six digits that stand in a mail and are typed on the page behind its link: a keyed hash of what they are about,
 * stored nowhere. Guessing ends after a few tries, on every instance and after every restart.
 */
public interface MailCodes {

    /** @param about what is confirmed with it, such as a sign-up */
    String of(String controller, String about);

    /** What was typed is the code. Wrong tries count; after the last one nothing is right any more. */
    boolean accepts(String controller, String about, String typed, Instant now);
}
