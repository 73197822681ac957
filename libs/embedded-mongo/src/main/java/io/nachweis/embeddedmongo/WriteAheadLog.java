package io.nachweis.embeddedmongo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * RocksDB's write-ahead log, looked through before RocksDB reads it: blocks of records with checksums, and in these one
 * batch after the other.
 *
 * <p>Where something is broken, what was not synced may be lost, and RocksDB takes what is before. Two things it does not
 * do. It does not ask whether what is lost <em>was</em> synced: so each batch says how far the log was durable when it
 * was written, and a batch behind the break that says that of what is lost convicts the disk. And it does not
 * end reading some kinds of garbage: so the log is cut at the break.
 */
final class WriteAheadLog {

    private static final Pattern FILE = Pattern.compile("\\d+\\.log");
    private static final int BLOCK = 32 * 1024;
    private static final int HEAD = Integer.BYTES + Short.BYTES + Byte.BYTES;
    private static final int CRC_MASK = 0xa282ead8;

    private static final byte WHOLE = 1;
    private static final byte FIRST = 2;
    private static final byte LAST = 4;

    private static final int BATCH_HEAD = Long.BYTES + Integer.BYTES;
    private static final byte NOTE = 3;
    private static final long UNKNOWN = -1;
    private static final int CONVICTED = -1;

    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
    private boolean reading;

    /** The number of the last change before the break. */
    private long reached = UNKNOWN;

    private boolean broken;
    private boolean atBreak;

    private WriteAheadLog() {}

    /** Has a batch say how far the log is durable; before anything else in it. */
    static void note(WriteBatch batch, long durable) throws RocksDBException {
        batch.putLogData(little(Long.BYTES).putLong(durable).array());
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Cuts it where it is broken; false, and nothing is changed, if something is lost that was durable. */
    static boolean prepare(Path folder) throws IOException {
        WriteAheadLog log = new WriteAheadLog();
        Map<Path, Integer> cuts = new LinkedHashMap<>();
        for (Path file : files(folder)) {
            byte[] bytes = Files.readAllBytes(file);
            int intact = log.read(bytes);
            if (intact == CONVICTED) {
                return false;
            }
            if (intact < bytes.length) {
                cuts.put(file, intact);
            }
        }
        for (Map.Entry<Path, Integer> cut : cuts.entrySet()) {
            try (FileChannel channel = FileChannel.open(cut.getKey(), StandardOpenOption.WRITE)) {
                channel.truncate(cut.getValue()).force(true);
            }
        }
        return true;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> FILE.matcher(name(file)).matches())
                    .sorted(Comparator.comparingLong(file ->
                            Long.parseLong(name(file).substring(0, name(file).indexOf('.')))))
                    .toList();
        }
    }

    /** How many bytes are before the first break in them, or that something is lost that was durable. */
    private int read(byte[] bytes) {
        ByteBuffer log = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int intact = bytes.length;
        int begun = 0; // of the batch that is being read
        int at = 0;
        reading = false;
        while (at < bytes.length) {
            int block = BLOCK - at % BLOCK;
            int left = Math.min(block, bytes.length - at);
            if (block < HEAD) { // where nothing is written
                at += left;
                continue;
            }
            int length = left < HEAD ? 0 : Short.toUnsignedInt(log.getShort(at + Integer.BYTES));
            byte type = left < HEAD ? 0 : log.get(at + HEAD - 1);
            boolean fits = type >= WHOLE && type <= LAST && HEAD + length <= left;
            boolean starts = type == WHOLE || type == FIRST;
            boolean good = fits && starts != reading && checksum(bytes, at + HEAD - 1, 1 + length) == log.getInt(at);
            if (!reading) {
                begun = at;
            }
            if (!good) {
                intact = breakAt(Math.min(intact, begun));
                at += fits ? HEAD + length : left;
                continue;
            }
            reading = type == FIRST || !starts;
            if (starts) {
                batch.reset();
            }
            batch.write(bytes, at + HEAD, length);
            at += HEAD + length;
            if (type == WHOLE || type == LAST) {
                reading = false;
                if (convicts(ByteBuffer.wrap(batch.toByteArray()).order(ByteOrder.LITTLE_ENDIAN))) {
                    return CONVICTED;
                }
            }
        }
        return reading ? breakAt(Math.min(intact, begun)) : intact;
    }

    private int breakAt(int intact) {
        broken = true;
        atBreak = true;
        reading = false;
        return intact;
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
    }

    private boolean convicts(ByteBuffer changes) {
        if (changes.limit() < BATCH_HEAD) {
            return false;
        }
        long number = changes.getLong(0);
        if (!broken) {
            reached = number + changes.getInt(Long.BYTES) - 1;
            return false;
        }
        if (reached == UNKNOWN && atBreak) {
            reached = number - 2; // the one before it, at least, is lost
        }
        atBreak = false;
        boolean says = changes.limit() >= BATCH_HEAD + 2 + Long.BYTES
                && changes.get(BATCH_HEAD) == NOTE
                && changes.get(BATCH_HEAD + 1) == Long.BYTES;
        return says && changes.getLong(BATCH_HEAD + 2) > reached;
    }
}
