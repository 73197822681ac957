package io.nachweis.contracts;

import java.time.Instant;

/**
 * Something that happened, as other services and internal applications hear of it: the data of a CloudEvent.
 * Carries pseudonyms, never an address or a name.
 */
public sealed interface Fact extends Published {

    /**
     * A person gave consent (Art. 4(11) GDPR) by completing a sign-up.
     *
     * @param signUp the sign-up this completes; opaque
     * @param requestedAt when that sign-up was made; a withdrawal that is not earlier beats this grant
     * @param wording what was shown, as {@code <form>/<version>/<locale>}
     * @param wordingSha256 of the exact text shown, lower-case hexadecimal
     */
    @FactType("nachweis.consent.given.v1")
    record ConsentGiven(
            String controller,
            String purpose,
            String signUp,
            Instant requestedAt,
            Instant givenAt,
            String wording,
            String wordingSha256)
            implements Fact {}

    /**
     * A person withdrew consent (Art. 7(3) GDPR).
     *
     * @param receivedAt when the withdrawal reached the controller; it takes effect then
     * @param recordedAt when it was put on record
     */
    @FactType("nachweis.consent.withdrawn.v1")
    record ConsentWithdrawn(String controller, String purpose, Channel channel, Instant receivedAt, Instant recordedAt)
            implements Fact {}
}
