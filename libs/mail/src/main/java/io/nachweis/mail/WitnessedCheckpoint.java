package io.nachweis.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The checkpoint of the sender's log that was published last, as a header of every mail: so mailboxes that the sender does not
 * keep are witnesses of what the log was then. It is the same for everybody, and says nothing about the recipient.
 */
final class WitnessedCheckpoint {

    /** The signed note (c2sp.org/signed-note) in base64, with white space to fold lines at. */
    static final String HEADER = "Nachweis-Checkpoint";

    /** Publications are further apart. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(56, "\r\n ".getBytes(US_ASCII));

    private final Supplier<Optional<byte[]>> published;
    private final InstantSource clock;
    private volatile Read last = new Read(Optional.empty(), Long.MIN_VALUE);

    private record Read(Optional<String> value, long at) {}

    WitnessedCheckpoint(Supplier<Optional<byte[]>> published, InstantSource clock) {
        this.published = published;
        this.clock = clock;
    }

    /** Empty before the first was published. */
    Optional<String> value() {
        Read read = last;
        long now = clock.millis();
        if (read.value().isEmpty() || now - read.at() > FRESH.toMillis()) {
            read = new Read(published.get().map(LINES::encodeToString), now);
            last = read;
        }
        return read.value();
    }
}
