package io.nachweis.gateway.accesslog;

import io.nachweis.gateway.accesslog.LogRule.Fate;
import io.nachweis.gateway.accesslog.RawLines.RawLine;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * One file of a log. What cannot be read in it is as old as the last of its lines that can, or as its last change.
 *
 * <p>A file that nobody writes to is replaced as a whole. In one that a server may still have open each line is overwritten
 * where it stands, with spaces for what it is shorter: neither its end nor its name moves, so whatever is appended
 * meanwhile stays.
 */
final class LogFile {

    static final String TEMPORARY = ".nachweis-logs-";

    private final Path path;
    private final BasicFileAttributes attributes;
    private final LogRule rule;
    private final Instant at;
    private long lines;
    private long reduced;
    private long deleted;
    private long unreadable;
    private long blank;
    private boolean isDamaged;
    private @Nullable Instant newest;
    private Instant judged = Instant.MIN;
    private Fate judgement = Fate.KEPT;

    private LogFile(Path path, BasicFileAttributes attributes, LogRule rule, Instant at) {
        this.path = path;
        this.attributes = attributes;
        this.rule = rule;
        this.at = at;
    }

    /** Reads it through, and changes nothing. */
    static LogFile read(Path path, LogRule rule, Instant at) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        var file = new LogFile(path, attributes, rule, at);
        file.count();
        return file;
    }

    private void count() throws IOException {
        if (isCompressed() && !isGzip()) {
            isDamaged = true;
            return;
        }
        try (RawLines raw = open()) {
            for (RawLine line = raw.next(); line != null; line = raw.next()) {
                count(line);
            }
        } catch (EOFException | ZipException _) {
            isDamaged = true;
        }
    }

    private void count(RawLine line) {
        if (line.text().isBlank()) {
            blank++;
            return;
        }
        lines++;
        var parsed = parse(line);
        if (parsed.isEmpty()) {
            unreadable++;
            return;
        }
        Instant requested = parsed.get().time().toInstant();
        newest = newest == null || requested.isAfter(newest) ? requested : newest;
        switch (fate(requested)) {
            case DELETED -> deleted++;
            case REDUCED -> reduced += isReduced(line, parsed.get()) ? 0 : 1;
            case KEPT -> {}
        }
    }

    /** A line of the future is none: it would never end. */
    private Optional<CombinedLine> parse(RawLine line) {
        return line.isWhole()
                ? CombinedLine.parse(line.text())
                        .filter(read -> !read.time().toInstant().isAfter(at))
                : Optional.empty();
    }

    private static boolean isReduced(RawLine line, CombinedLine parsed) {
        return parsed.reduced().toString().equals(line.text().stripTrailing());
    }

    private Fate fate(Instant requested) {
        if (!requested.equals(judged)) {
            judgement = rule.fate(requested, at);
            judged = requested;
        }
        return judgement;
    }

    /** Nobody can say what is in it, so it is not reduced. */
    private boolean areUnreadableDeleted() {
        return rule.fate(newest(), at) != Fate.KEPT;
    }

    Path path() {
        return path;
    }

    /** The time of its last line; that of its last change where no line can be read, or not all of them. */
    Instant newest() {
        return newest == null || isDamaged ? attributes.lastModifiedTime().toInstant() : newest;
    }

    boolean isCompressed() {
        return path.toString().matches(".*\\.(?:gz|bz2|xz|zst|lz4|zip)");
    }

    private boolean isGzip() {
        return path.toString().endsWith(".gz");
    }

    /** Whether something in it is in a known format. */
    boolean isOfAServer() {
        return newest != null;
    }

    /** Whether something in it is in none. */
    boolean isUnreadable() {
        return unreadable > 0 || isDamaged;
    }

    /** @param isOpen whether a server may still write to it */
    KeptLogs keep(boolean isOpen) throws IOException {
        boolean deletesUnreadable = areUnreadableDeleted();
        if (isDamaged) {
            return deletesUnreadable ? delete() : said(0, 0, 0, isGzip() ? 1 : 0);
        }
        long gone = deleted + (deletesUnreadable ? unreadable : 0);
        if (reduced == 0 && gone == 0 && (isOpen || blank == 0)) {
            return said(0, 0, 0, 0);
        }
        if (isOpen) {
            overwrite(deletesUnreadable);
        } else if (gone == lines) {
            return delete();
        } else if (!replace(deletesUnreadable)) {
            return said(0, 0, 0, 1);
        }
        return said(reduced, gone, 0, 0);
    }

    private KeptLogs said(long nowReduced, long nowDeleted, int deletedFiles, int waiting) {
        return new KeptLogs(1, lines, nowReduced, nowDeleted, unreadable, deletedFiles, waiting, List.of());
    }

    private KeptLogs delete() throws IOException {
        if (!isStillThere()) {
            return said(0, 0, 0, 1);
        }
        Files.delete(path);
        return said(0, lines, 1, 0);
    }

    private boolean replace(boolean deletesUnreadable) throws IOException {
        Path folder = Objects.requireNonNull(path.getParent());
        Path fresh = Files.createTempFile(folder, TEMPORARY, ".tmp");
        try {
            write(fresh, deletesUnreadable);
            sync(fresh, StandardOpenOption.WRITE);
            keepAttributes(fresh);
            if (!isStillThere()) {
                return false;
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(folder, StandardOpenOption.READ);
            return true;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void write(Path fresh, boolean deletesUnreadable) throws IOException {
        OutputStream file = Files.newOutputStream(fresh);
        try (RawLines raw = open();
                OutputStream out = isGzip() ? new GZIPOutputStream(file) : new BufferedOutputStream(file)) {
            for (RawLine line = raw.next(); line != null; line = raw.next()) {
                String stays = remainder(line, deletesUnreadable);
                if (!stays.isBlank()) {
                    out.write((stays + (line.isEnded() ? "\n" : "")).getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    private static void sync(Path written, OpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(written, option)) {
            channel.force(true);
        }
    }

    private void keepAttributes(Path fresh) throws IOException {
        var old = Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        var made = Files.getFileAttributeView(fresh, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (old != null && made != null) {
            var owned = old.readAttributes();
            if (!owned.owner().equals(made.getOwner())) {
                made.setOwner(owned.owner());
            }
            if (!owned.group().equals(made.readAttributes().group())) {
                made.setGroup(owned.group());
            }
            made.setPermissions(owned.permissions());
        }
        Files.setLastModifiedTime(fresh, attributes.lastModifiedTime());
    }

    /** What rotates logs may have moved it meanwhile, and another one in its place. */
    private boolean isStillThere() throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        var now = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return Objects.equals(now.fileKey(), attributes.fileKey())
                && now.size() == attributes.size()
                && now.lastModifiedTime().equals(attributes.lastModifiedTime());
    }

    /** Of what was there at the beginning; a line that has no end yet may still be written. */
    private void overwrite(boolean deletesUnreadable) throws IOException {
        try (RawLines raw = open();
                FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            long position = 0;
            for (RawLine line = raw.next(); line != null; line = raw.next()) {
                long end = position + line.length();
                // A server that empties its file instead of renaming it has begun anew.
                if (end > attributes.size() || end > channel.size()) {
                    break;
                }
                String stays = remainder(line, deletesUnreadable && line.isEnded());
                if (!stays.equals(line.text().stripTrailing())) {
                    channel.write(padded(stays, line.text().length()), position);
                }
                position = end;
            }
            channel.force(true);
        }
    }

    private static ByteBuffer padded(String text, int length) {
        String fitting = text.length() > length ? "" : text;
        return ByteBuffer.wrap((fitting + " ".repeat(length - fitting.length())).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What of a line stays; empty for none. */
    private String remainder(RawLine line, boolean deletesUnreadable) {
        var parsed = parse(line);
        if (parsed.isEmpty()) {
            return deletesUnreadable ? "" : line.text();
        }
        return switch (fate(parsed.get().time().toInstant())) {
            case DELETED -> "";
            case REDUCED -> parsed.get().reduced().toString();
            case KEPT -> line.text();
        };
    }

    private RawLines open() throws IOException {
        InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
        try {
            return new RawLines(isGzip() ? new GZIPInputStream(in) : in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
