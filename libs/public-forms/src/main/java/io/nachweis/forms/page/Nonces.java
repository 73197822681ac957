package io.nachweis.forms.page;

import io.nachweis.forms.admission.SignedTimestamps;
import io.nachweis.forms.admission.SignedTimestamps.SignedTimestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Each showing of a page has its own: who answers without one has not looked at the page, or too long ago. */
public final class Nonces {

    private static final String KIND = "page";
    private static final Duration VALID = Duration.ofHours(1);

    private final SignedTimestamps timestamps;

    Nonces(SignedTimestamps timestamps) {
        this.timestamps = timestamps;
    }

    /** @param token of the link that the page is behind */
    public String make(String controller, String token, Instant now) {
        return timestamps.make(KIND, controller, token, new SignedTimestamp(now, ""));
    }

    /** Whether the page behind this link was shown, not too long ago, and for as long as its policy wants it read. */
    public boolean fits(@Nullable String nonce, String controller, String token, Duration minimumReading, Instant now) {
        return Optional.ofNullable(nonce)
                .flatMap(given -> timestamps.read(given, KIND, controller, token))
                .map(SignedTimestamp::at)
                .filter(shown -> now.isBefore(shown.plus(VALID)))
                .filter(shown -> !now.isBefore(shown.plus(minimumReading)))
                .isPresent();
    }
}
