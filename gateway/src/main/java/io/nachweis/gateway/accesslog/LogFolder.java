package io.nachweis.gateway.accesslog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Applies the retention rule of an access log to a folder of log files, rotated and compressed ones included. What ends
 * before the next run is taken with this one, so that nothing outlives its rule.
 */
public final class LogFolder {

    private static final String LOCK = LogFile.TEMPORARY + "lock";
    private static final Pattern LOG = Pattern.compile("(?i)(?:[^.].*[._-])?(?:access|log|accesslog)(?:[._-].*)?");

    /** As what rotates by renaming writes it. */
    private static final Pattern NUMBERED = Pattern.compile(".+\\.\\d{1,3}");

    private static final Pattern DATED =
            Pattern.compile("(?<before>.*?)[._-](?:\\d{4}[._-]?\\d{2}[._-]?\\d{2}[\\d._-]*|\\d{9,})(?<after>.*)");

    /** Nobody has written to a log for that long whose last line is as old. */
    private static final Duration QUIET = Duration.ofDays(1);

    private final Path folder;
    private final LogRule rule;
    private final Duration untilNextRun;

    public LogFolder(Path folder, LogRule rule, Duration untilNextRun) {
        this.folder = folder;
        this.rule = rule;
        this.untilNextRun = untilNextRun;
    }

    /** Of a server that is not ours, which may write to a file that it does not tell us about. */
    public KeptLogs keep(Instant now) throws IOException {
        return keep(now, (file, names) -> mayBeOpen(file, names, now));
    }

    /** @param current the one file that is written to */
    public KeptLogs keep(Instant now, String current) throws IOException {
        return keep(now, (file, _) -> name(file.path()).equals(current));
    }

    private interface OpenFiles {
        boolean include(LogFile file, List<String> names);
    }

    private KeptLogs keep(Instant now, OpenFiles open) throws IOException {
        try (FileChannel lock = FileChannel.open(
                        folder.resolve(LOCK),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
                FileLock mine = lock.tryLock()) {
            if (mine == null) {
                throw new IllegalArgumentException("Another run is at " + folder + ". Nothing was changed.");
            }
            try {
                return keepAlone(now.plus(untilNextRun), open);
            } finally {
                Files.deleteIfExists(folder.resolve(LOCK));
            }
        } catch (OverlappingFileLockException _) {
            throw new IllegalArgumentException("Another run is at " + folder + ". Nothing was changed.");
        }
    }

    private KeptLogs keepAlone(Instant at, OpenFiles open) throws IOException {
        var kept = KeptLogs.NOTHING;
        var files = new ArrayList<LogFile>();
        for (Path path : logs()) {
            try {
                files.add(LogFile.read(path, rule, at));
            } catch (IOException e) {
                kept = kept.and(failed(path, e));
            }
        }
        refuseOtherFolders(files);
        List<String> names = files.stream().map(file -> name(file.path())).toList();
        for (LogFile file : files) {
            try {
                kept = kept.and(file.keep(open.include(file, names)));
            } catch (IOException e) {
                kept = kept.and(failed(file.path(), e));
            }
        }
        return kept;
    }

    /** What a run that was killed has left is removed. */
    private Iterable<Path> logs() throws IOException {
        var logs = new TreeSet<Path>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
                        || name(entry).equals(LOCK)) {
                    continue;
                }
                if (name(entry).startsWith(LogFile.TEMPORARY)) {
                    Files.delete(entry);
                } else if (LOG.matcher(name(entry)).matches()) {
                    logs.add(entry);
                }
            }
        }
        return logs;
    }

    private static KeptLogs failed(Path path, IOException e) {
        return e instanceof NoSuchFileException
                ? new KeptLogs(1, 0, 0, 0, 0, 0, 1, List.of())
                : new KeptLogs(
                        1,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        List.of(name(path) + ": " + e.getClass().getSimpleName()));
    }

    /** Such as one of a whole machine, whose logs no web server has written. */
    private void refuseOtherFolders(List<LogFile> files) {
        if (files.stream().anyMatch(LogFile::isUnreadable)
                && files.stream()
                        .noneMatch(
                                file -> file.isOfAServer() || name(file.path()).contains("access"))) {
            throw new IllegalArgumentException(
                    "No line in " + folder + " is in the combined format of web servers. Nothing was changed.");
        }
    }

    /**
     * Those that were renamed when they were rotated are not, once they are quiet; the last of those that are named after
     * their day may be, and so may whatever has a name without number and date.
     */
    private static boolean mayBeOpen(LogFile file, List<String> names, Instant now) {
        String name = name(file.path());
        if (file.isCompressed()) {
            return false;
        }
        if (file.newest().isAfter(now.minus(QUIET))) {
            return true;
        }
        Matcher dated = DATED.matcher(name);
        return dated.matches() ? names.stream().noneMatch(other -> succeeds(other, name, dated)) : !isNumbered(name);
    }

    private static boolean isNumbered(String name) {
        return NUMBERED.matcher(name).matches();
    }

    private static boolean succeeds(String other, String name, Matcher dated) {
        String before = dated.group("before");
        String after = dated.group("after");
        return other.equals(before + after)
                || (other.compareTo(name) > 0 && other.startsWith(before) && other.endsWith(after));
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
