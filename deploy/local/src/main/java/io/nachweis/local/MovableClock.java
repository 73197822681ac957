package io.nachweis.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The domain's clock in a trial. It can be moved forward, so that a week's wait takes a second, and never back. Tokens,
 * TLS and Kafka keep real time. A file says how far it is ahead, so parts in processes of their own can have it too.
 */
public final class MovableClock extends Clock {

    private static final Duration FURTHEST = Duration.ofDays(36_525);

    private final Path file;

    private MovableClock(Path file) {
        this.file = file;
    }

    /** Goes on from where the trial's clock had been moved to. */
    static MovableClock at(Path file) {
        return new MovableClock(file);
    }

    public synchronized void forward(Duration by) {
        Duration ahead = ahead();
        if (by.isNegative() || by.compareTo(FURTHEST.minus(ahead)) > 0) {
            throw new IllegalArgumentException("The clock goes forward, and at most a hundred years");
        }
        try {
            Path fresh = file.resolveSibling("clock.new");
            Files.writeString(fresh, ahead.plus(by) + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Duration ahead() {
        try {
            return Files.exists(file) ? Duration.parse(Files.readString(file).strip()) : Duration.ZERO;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead());
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
