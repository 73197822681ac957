package io.nachweis.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The temporary folder of a platform under test: its data, its secrets, and what its processes wrote down. */
public final class PlatformFolder {

    private final Path path;

    PlatformFolder() {
        try {
            this.path = Files.createTempDirectory("nachweis-story");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path data() {
        return path.resolve("data");
    }

    public Path secrets() {
        return path.resolve("data-secrets");
    }

    /** For what is kept outside the database. */
    public Path outside() {
        return path.resolve("data-outside");
    }

    /** One more beside those, for as long as it is there. */
    public Path create(String name) {
        try {
            return Files.createDirectory(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasPid() {
        return Files.exists(pidFile());
    }

    /** Of the process that the launcher started. */
    long pid() {
        try {
            return Long.parseLong(Files.readString(pidFile()).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When that process could not take it away itself. */
    void forgetPid() {
        try {
            Files.delete(pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path pidFile() {
        return data().resolve("platform.pid");
    }

    /** All that the processes of it have written down about themselves. */
    public String logs() {
        Path parts = path.resolve("parts");
        return logsIn(data()) + (Files.exists(parts) ? logsIn(parts) : "");
    }

    private static String logsIn(Path folder) {
        StringBuilder logs = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".log")).toList()) {
                logs.append(Files.readString(file));
            }
            return logs.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
