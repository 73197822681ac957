package io.nachweis.local;

import io.nachweis.embeddedmongo.DatabaseSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data of one platform. The folder is marked for good as a trial's or as real, so that nobody takes the one for the
 * other, is for its owner alone, and belongs to one running platform at a time.
 */
final class DataFolder implements AutoCloseable {

    /** Whose data it is; its name is that of the mark. */
    enum Kind {
        TRIAL("Everything in this folder comes from a trial. None of it is evidence of anything."),
        REAL("What is in this folder is evidence, and personal data. No trial opens it.");

        private final String says;

        Kind(String says) {
            this.says = says;
        }

        private Path mark(Path folder) {
            return folder.resolve(name().toLowerCase(Locale.ROOT));
        }

        private Kind other() {
            return this == TRIAL ? REAL : TRIAL;
        }
    }

    /** By the launcher and the logs, which are open before the folder is. */
    private static final Set<String> WRITTEN_BEFORE = Set.of("console.log", "platform.log");

    private final Path folder;
    private final FileChannel lock;

    private DataFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static DataFolder open(Path folder, Kind kind) {
        try {
            refuseWithoutRights(folder);
            mark(folder, kind);
            OwnerOnly.keep(folder);
            FileChannel lock =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(lock) == null) {
                lock.close();
                throw new CannotRun("Another platform is running on " + folder + ". Stop it with ./nachweis down.");
            }
            DataFolder opened = new DataFolder(folder, lock);
            Files.writeString(opened.pid(), ProcessHandle.current().pid() + "\n");
            return opened;
        } catch (IOException e) {
            throw new CannotRun("Cannot use the data folder " + folder + ": " + e);
        }
    }

    /** Before anything in it is changed. */
    private static void refuseWithoutRights(Path folder) throws IOException {
        Path first = folder;
        while (Files.notExists(first) && first.getParent() != null) {
            first = first.getParent();
        }
        if (!first.equals(folder)) {
            refuseUnless(Files.isWritable(first), first, first);
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                return visitFile(visited, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) throws IOException {
                refuseUnless(Files.isReadable(visited) && Files.isWritable(visited), visited, folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path visited, IOException e) throws IOException {
                refuseUnless(Files.notExists(visited), visited, folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void refuseUnless(boolean usable, Path path, Path all) throws IOException {
        if (!usable) {
            String user = System.getProperty("user.name");
            throw new CannotRun(path + ", which belongs to " + Files.getOwner(path) + ", cannot be read and written by "
                    + user + ". Nothing was changed. Give " + user + " all of " + all
                    + ", with chown -R and chmod -R u+rwX, or choose another folder with --data.");
        }
    }

    /** Nothing runs for real unless its folder says so. */
    static boolean isReal(Path folder) {
        return Files.exists(Kind.REAL.mark(folder));
    }

    private static void mark(Path folder, Kind kind) throws IOException {
        if (Files.exists(kind.other().mark(folder))) {
            throw new CannotRun(
                    kind == Kind.REAL
                            ? folder + " is a trial's, for good. Choose another folder with --data."
                            : folder + " holds real data, which no trial opens. Choose another folder with --data.");
        }
        Path mark = kind.mark(folder);
        if (Files.exists(mark)) {
            return;
        }
        Files.createDirectories(folder);
        try (Stream<Path> content = Files.list(folder)) {
            if (content.anyMatch(
                    path -> !WRITTEN_BEFORE.contains(path.getFileName().toString()))) {
                throw new CannotRun(folder + " holds something that is not ours. Choose another folder with --data.");
            }
        }
        Files.writeString(mark, kind.says + "\n");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    /** Whether a platform has stored anything here before. */
    boolean isInUse() {
        return Files.exists(mongo());
    }

    Path mongo() {
        return mongo(folder);
    }

    static Path mongo(Path folder) {
        return folder.resolve("mongo");
    }

    /** Of the platform that runs on this folder. */
    static DatabaseSocket database(Path folder) {
        return DatabaseSocket.in(mongo(folder));
    }

    Path kafka() {
        return folder.resolve("kafka");
    }

    Path clock() {
        return folder.resolve("clock");
    }

    Path keycloakLog() {
        return folder.resolve("keycloak.log");
    }

    /** A trial's. Beside the data, never in it: a copy of the folder alone must not open what it holds. */
    Path trialSecrets() {
        return trialSecrets(folder);
    }

    static Path trialSecrets(Path folder) {
        return folder.resolveSibling(folder.getFileName() + "-secrets");
    }

    /** For what is kept outside the database: beside the data, so that who sets the data back does not set it back. */
    static Path outside(Path folder) {
        return folder.resolveSibling(folder.getFileName() + "-outside");
    }

    private Path pid() {
        return folder.resolve("platform.pid");
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(pid());
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
