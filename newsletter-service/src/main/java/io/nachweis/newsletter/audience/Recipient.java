package io.nachweis.newsletter.audience;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of an audience, as a mailing tool hears of them.
 *
 * @param recipient names this person in this audience only; all that is said of who left and is erased
 * @param subject the pseudonym that facts and "may I?" know the person by; null once erased
 * @param may null where one must not write to them any more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Recipient(
        String recipient,
        @Nullable String subject,
        @Nullable MayWrite may) {

    /**
     * What writing to somebody takes.
     *
     * @param since when consent was given
     * @param locale the language they gave it in
     * @param unsubscribe the page for the text of a mail
     * @param listUnsubscribe the value of the header {@code List-Unsubscribe} (RFC 2369, RFC 8058)
     */
    record MayWrite(
            String email,
            Instant since,
            String locale,
            String unsubscribe,
            String preferences,
            String listUnsubscribe) {}
}
