package io.nachweis.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The domain's clock in a trial. It can be moved forward, so that a week's wait takes a second, and never back. Tokens,
 * TLS and Kafka keep real time.
 */
public final class MovableClock extends Clock {

    private static final Duration FURTHEST = Duration.ofDays(36_525);

    private final Path file;
    private volatile Duration ahead;

    private MovableClock(Path file, Duration ahead) {
        this.file = file;
        this.ahead = ahead;
    }

    /** Goes on from where the trial's clock had been moved to. */
    static MovableClock at(Path file) {
        try {
            return new MovableClock(
                    file,
                    Files.exists(file) ? Duration.parse(Files.readString(file).strip()) : Duration.ZERO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized void forward(Duration by) {
        if (by.isNegative() || by.compareTo(FURTHEST.minus(ahead)) > 0) {
            throw new IllegalArgumentException("The clock goes forward, and at most a hundred years");
        }
        Duration moved = ahead.plus(by);
        try {
            Files.writeString(file, moved + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ahead = moved;
    }

    public Duration ahead() {
        return ahead;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Instants only: zones belong to controllers");
    }
}
