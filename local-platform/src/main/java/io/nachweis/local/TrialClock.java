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
 * The clock of a trial, an offset ahead of the system clock. It can be moved forward, so that a week's wait takes a
 * second, and never back. Tokens, TLS and Kafka keep real time. A file says how far it is ahead, so parts in processes
 * of their own can have it too.
 */
public final class TrialClock extends Clock {

    private static final Duration FURTHEST = Duration.ofDays(36_525);

    private final Path file;
    private volatile Reading last = new Reading(0, Duration.ZERO);

    private TrialClock(Path file) {
        this.file = file;
    }

    /** @param written when the file was, in milliseconds since 1970; 0 while there is none */
    private record Reading(long written, Duration ahead) {}

    /** Goes on from where the trial's clock had been moved to. */
    static TrialClock at(Path file) {
        return new TrialClock(file);
    }

    public synchronized void forward(Duration by) {
        Duration ahead = Files.exists(file) ? read() : Duration.ZERO;
        if (by.isNegative() || by.compareTo(FURTHEST.minus(ahead)) > 0) {
            throw new IllegalArgumentException("The clock goes forward, and at most a hundred years");
        }
        try {
            Path fresh = file.resolveSibling("clock.new");
            Files.writeString(fresh, ahead.plus(by) + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            last = new Reading(file.toFile().lastModified(), ahead.plus(by));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks at the file each time, and reads it when it is another than before. */
    public Duration ahead() {
        long written = file.toFile().lastModified();
        Reading reading = last;
        if (reading.written() != written) {
            reading = new Reading(written, read());
            last = reading;
        }
        return reading.ahead();
    }

    private Duration read() {
        try {
            return Duration.parse(Files.readString(file).strip());
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
