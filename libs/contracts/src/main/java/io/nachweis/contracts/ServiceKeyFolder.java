package io.nachweis.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public keys in a folder: each file holds those of one service, a line of base64 each, the newest first. The folder
 * is read again every other second, so that a key that is added counts and one that is taken away does not, without a
 * restart.
 */
public final class ServiceKeyFolder implements ServiceKeys {

    private static final long REFRESH_NANOS = Duration.ofSeconds(2).toNanos();

    private record Reading(List<ServiceKey> all, ServiceKeys keys, long at) {}

    private final Path folder;
    private final String suffix;
    private volatile @Nullable Reading last;

    private ServiceKeyFolder(Path folder, String suffix) {
        this.folder = folder;
        this.suffix = suffix;
    }

    /** Of each {@code <service>-facts.pub}, by which facts count. */
    public static ServiceKeyFolder ofFacts(Path folder) {
        return new ServiceKeyFolder(folder, "-facts.pub");
    }

    /** Of each {@code <service>-calls.pub}, by which a call counts as that service's. */
    public static ServiceKeyFolder ofCalls(Path folder) {
        return new ServiceKeyFolder(folder, "-calls.pub");
    }

    @Override
    public Optional<ServiceKey> find(String kid) {
        return fresh().keys().find(kid);
    }

    /** Every key, as it is published. */
    public List<ServiceKey> all() {
        return fresh().all();
    }

    private Reading fresh() {
        Reading known = last;
        long now = System.nanoTime();
        if (known == null || now - known.at() > REFRESH_NANOS) {
            List<ServiceKey> all = read();
            known = new Reading(all, ServiceKeys.of(all), now);
            last = known;
        }
        return known;
    }

    private List<ServiceKey> read() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .flatMap(file -> keys(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ServiceKey> keys(Path file) {
        String name = file.getFileName().toString();
        String source = "/" + name.substring(0, name.length() - suffix.length());
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(line -> ServiceKey.of(source, Base64.getDecoder().decode(line)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException _) {
            throw new IllegalStateException(file + " must hold base64 of 32 bytes, a line each");
        }
    }
}
