package io.nachweis.gateway.accesslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An access log of ours: a file a day, in a folder that is nobody else's, under a policy's rule. */
public final class DailyLog implements AutoCloseable {

    /** Between two runs; what ends meanwhile is taken before. */
    public static final Duration EVERY = Duration.ofHours(1);

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_OF_FILE = PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final LogFolder logs;
    private @Nullable FileChannel open;
    private LocalDate day = LocalDate.MIN;

    private DailyLog(Path folder, LogRule rule) {
        this.folder = folder;
        this.logs = new LogFolder(folder, rule, EVERY);
    }

    /** @throws IllegalArgumentException if others may use the folder */
    public static DailyLog in(Path folder, LogRule rule) throws IOException {
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER));
        } catch (FileAlreadyExistsException _) {
            var others = EnumSet.copyOf(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
            others.removeAll(OWNER);
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !others.isEmpty()) {
                throw new IllegalArgumentException(
                        folder + " must be a folder that its owner alone may use, such as after chmod 700");
            }
        }
        return new DailyLog(folder, rule);
    }

    public synchronized void write(CombinedLine line, Instant now) throws IOException {
        var bytes = ByteBuffer.wrap((line + "\n").getBytes(ISO_8859_1));
        var file = fileOf(now);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private FileChannel fileOf(Instant now) throws IOException {
        closeOther(now);
        if (open == null) {
            open = FileChannel.open(
                    folder.resolve(name(day)),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(OWNER_OF_FILE));
        }
        return open;
    }

    /** Of another day than now's. */
    private synchronized void closeOther(Instant now) throws IOException {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (!today.equals(day)) {
            close();
            day = today;
        }
    }

    private static String name(LocalDate day) {
        return "access-" + day + ".log";
    }

    /** Applies the rule to all of it. */
    public KeptLogs keep(Instant now) throws IOException {
        closeOther(now);
        return logs.keep(now, name(LocalDate.ofInstant(now, ZoneOffset.UTC)));
    }

    @Override
    public synchronized void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
