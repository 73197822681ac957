package io.nachweis.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data of one trial. The folder is marked as a trial for good, so that nobody takes its evidence for real, and
 * belongs to one running platform at a time.
 */
final class TrialFolder implements AutoCloseable {

    private static final String MARK = "trial";

    /** By the launcher and the logs, which are open before the folder is. */
    private static final Set<String> WRITTEN_BEFORE = Set.of("console.log", "platform.log");

    private final Path folder;
    private final FileChannel lock;

    private TrialFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static TrialFolder open(Path folder) {
        try {
            mark(folder);
            FileChannel lock =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(lock) == null) {
                lock.close();
                throw new CannotRun("Another platform is running on " + folder + ". Stop it with ./nachweis down.");
            }
            TrialFolder opened = new TrialFolder(folder, lock);
            Files.writeString(opened.pid(), ProcessHandle.current().pid() + "\n");
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the data folder " + folder, e);
        }
    }

    private static void mark(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path mark = folder.resolve(MARK);
        if (Files.exists(mark)) {
            return;
        }
        try (Stream<Path> content = Files.list(folder)) {
            if (content.anyMatch(
                    path -> !WRITTEN_BEFORE.contains(path.getFileName().toString()))) {
                throw new CannotRun(
                        folder + " holds something that is not a trial's. Choose another folder with --data.");
            }
        }
        Files.writeString(mark, "Everything in this folder comes from a trial. None of it is evidence of anything.\n");
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
        return folder.resolve("mongo");
    }

    Path kafka() {
        return folder.resolve("kafka");
    }

    Path clock() {
        return folder.resolve("clock");
    }

    /** Beside the data, never in it: a copy of the folder alone must not open what it holds. */
    Path secrets() {
        return folder.resolveSibling(folder.getFileName() + "-secrets");
    }

    private Path pid() {
        return folder.resolve("platform.pid");
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
