package io.nachweis.embeddedmongo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/** RocksDB in one folder, with the options that the promises of {@link Storage} rest on. */
final class Rocks implements AutoCloseable {

    /** All native memory that grows: blocks that were read, and what is not in a table yet. */
    private static final long CACHE_BYTES = 48L * 1024 * 1024;

    private static final long WRITE_BUFFER_BYTES = 16L * 1024 * 1024;

    /** What is read again at a start after a crash; it does not grow with the data. */
    private static final long WAL_BYTES = 32L * 1024 * 1024;

    private static final String CURRENT = "CURRENT";
    private static final Pattern DATA = Pattern.compile(".*\\.(sst|log)");
    private static final Bytes ROLLED = Tree.ours(Family.LASTING);
    private static final int BLOCK_BYTES = 8 * 1024;
    private static final double BLOOM_BITS = 10;

    static {
        NativeLibrary.load();
    }

    private final Path folder;
    private final List<AutoCloseable> owned = new ArrayList<>();
    private final Map<Family, ColumnFamilyHandle> families = new EnumMap<>(Family.class);
    private final CompactRangeOptions down = own(new CompactRangeOptions())
            .setExclusiveManualCompaction(false)
            .setBottommostLevelCompaction(BottommostLevelCompaction.kSkip);
    private final CompactRangeOptions anew = own(new CompactRangeOptions())
            .setExclusiveManualCompaction(false)
            .setBottommostLevelCompaction(BottommostLevelCompaction.kForceOptimized);
    private final WriteOptions unsynced = own(new WriteOptions());
    private final ReadOptions newest = own(new ReadOptions());
    private final RocksDB db;

    private Rocks(Path folder) throws RocksDBException {
        this.folder = folder;
        Cache cache = own(new LRUCache(CACHE_BYTES));
        List<ColumnFamilyDescriptor> descriptors = Arrays.stream(Family.values())
                .map(family -> new ColumnFamilyDescriptor(family.label(), options(family, cache)))
                .toList();
        try {
            List<ColumnFamilyHandle> opened = new ArrayList<>();
            this.db = RocksDB.open(options(cache), folder.toString(), descriptors, opened);
            for (Family family : Family.values()) {
                families.put(family, opened.removeFirst());
            }
        } catch (RocksDBException e) {
            free();
            throw e;
        }
    }

    static Rocks open(Path folder) {
        try {
            if (Files.notExists(folder.resolve(CURRENT)) && holdsData(folder)) {
                throw Failures.damaged(folder, CURRENT + " is missing", null); // and RocksDB would begin anew
            }
            if (!WriteAheadLog.prepare(folder)) {
                throw Failures.damaged(folder, "what was on disk of its write-ahead log is broken", null);
            }
            return new Rocks(folder);
        } catch (RocksDBException e) {
            throw Failures.ofOpening(folder, e);
        } catch (IOException e) {
            throw Failures.ofOpening(folder, e);
        }
    }

    private static boolean holdsData(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file ->
                    DATA.matcher(file.toString()).matches() && file.toFile().length() > 0);
        }
    }

    private DBOptions options(Cache cache) {
        Properties properties = new Properties();
        properties.setProperty("track_and_verify_wals_in_manifest", "true");
        properties.setProperty("max_manifest_space_amp_pct", "0"); // which names keys: see rollManifest
        return own(DBOptions.getDBOptionsFromProps(properties))
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setParanoidChecks(true)
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setRecycleLogFileNum(0)
                .setAtomicFlush(true)
                .setMaxTotalWalSize(WAL_BYTES)
                .setMaxManifestFileSize(1)
                .setWriteBufferManager(own(new WriteBufferManager(WRITE_BUFFER_BYTES, cache)))
                .setMaxBackgroundJobs(2)
                .setSkipStatsUpdateOnDbOpen(true)
                .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
                .setKeepLogFileNum(1)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
    }

    /** Nothing is compressed: the bytes of a person can be searched for. */
    private ColumnFamilyOptions options(Family family, Cache cache) {
        return own(new ColumnFamilyOptions())
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setTargetFileSizeBase(family.fileBytes())
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setBlockSize(BLOCK_BYTES)
                        .setCacheIndexAndFilterBlocks(true)
                        .setFilterPolicy(own(new BloomFilter(BLOOM_BITS))));
    }

    private <T extends AbstractNativeReference> T own(T object) {
        owned.add(object);
        return object;
    }

    private ColumnFamilyHandle handle(Family family) {
        return Objects.requireNonNull(families.get(family));
    }

    private ColumnFamilyHandle handle(Bytes key) {
        return handle(Family.ofKey(key));
    }

    /** The newest state, which may not be durable. */
    Snapshot snapshot(long sequence) {
        return new Snapshot(db, sequence);
    }

    /** @param snapshot none for the newest state */
    @Nullable
    Bytes get(Bytes key, @Nullable Snapshot snapshot) {
        try {
            byte[] value = db.get(handle(key), snapshot == null ? newest : snapshot.options(), key.array());
            return value == null ? null : Bytes.of(value);
        } catch (RocksDBException e) {
            throw Failures.of(e);
        }
    }

    Range range(KeyRange range, boolean reverse, @Nullable Snapshot snapshot) {
        return new Range(range, reverse, snapshot);
    }

    /** All of it or nothing, and not durable before {@link #sync}. */
    void write(Map<Bytes, Optional<Bytes>> changes, Snapshot durable) {
        write(durable, batch -> {
            for (Map.Entry<Bytes, Optional<Bytes>> change : changes.entrySet()) {
                Bytes key = change.getKey();
                if (change.getValue().isPresent()) {
                    batch.put(handle(key), key.array(), change.getValue().get().array());
                } else {
                    batch.delete(handle(key), key.array());
                }
            }
        });
    }

    void removeAll(KeyRange range, Snapshot durable) {
        write(
                durable,
                batch -> batch.deleteRange(
                        handle(range.from()), range.from().array(), range.to().array()));
    }

    private interface Filling {
        void fill(WriteBatch batch) throws RocksDBException;
    }

    private void write(Snapshot durable, Filling filling) {
        try (WriteBatch batch = new WriteBatch()) {
            WriteAheadLog.note(batch, durable.number());
            filling.fill(batch);
            db.write(unsynced, batch);
        } catch (RocksDBException e) {
            throw Failures.of(e);
        }
    }

    /** What was written before is durable afterwards. */
    void sync() {
        run(RocksDB::syncWal);
    }

    /** Out of memory and out of the write-ahead log, whose files go. */
    void flush() {
        run(it -> {
            try (FlushOptions options = new FlushOptions()) {
                it.flush(options, List.copyOf(families.values()));
            }
        });
    }

    /** Rewrites where something was deleted or replaced since the last time, and nothing else. */
    void expunge(Family family) {
        flush();
        run(it -> {
            it.compactRange(handle(family), null, null, down);
            for (LiveFileMetaData file : it.getLiveFilesMetaData()) {
                // only what has been compacted beside no reader has no sequence numbers any more
                if (Arrays.equals(file.columnFamilyName(), family.label()) && file.largestSeqno() != 0) {
                    it.compactRange(handle(family), file.smallestKey(), file.largestKey(), anew);
                }
            }
        });
        rollManifest();
    }

    /** Rewrites everything. */
    void expungeAll() {
        flush();
        for (ColumnFamilyHandle family : families.values()) {
            run(it -> it.compactRange(family, null, null, anew));
        }
        rollManifest();
    }

    /**
     * Begins a fresh one, as each change of the files does. The one that recorded the compaction names the first and last
     * keys of the files that went by it.
     */
    private void rollManifest() {
        run(it -> it.put(handle(ROLLED), unsynced, ROLLED.array(), new byte[0]));
        flush();
    }

    /** Reads every block of every file. */
    void verify() {
        flush();
        run(RocksDB::verifyChecksum);
    }

    long fileBytes() {
        try {
            return db.getAggregatedLongProperty("rocksdb.live-sst-files-size");
        } catch (RocksDBException e) {
            throw Failures.of(e);
        }
    }

    private interface Work {
        void on(RocksDB db) throws RocksDBException;
    }

    private void run(Work work) {
        try {
            work.on(db);
        } catch (RocksDBException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public void close() {
        families.values().forEach(ColumnFamilyHandle::close);
        db.close();
        free();
    }

    private void free() {
        for (AutoCloseable object : owned.reversed()) {
            close(object);
        }
    }

    private static void close(AutoCloseable object) {
        try {
            object.close();
        } catch (Exception e) { // which none of them throws
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    /** Entries of one state in order, read as they are asked for. */
    final class Range implements View.Entries, AutoCloseable {

        private final boolean reverse;
        private final Slice from;
        private final Slice to;
        private final ReadOptions options;
        private final RocksIterator iterator;
        private boolean started;

        private Range(KeyRange range, boolean reverse, @Nullable Snapshot snapshot) {
            this.reverse = reverse;
            this.from = new Slice(range.from().array());
            this.to = new Slice(range.to().array());
            this.options = new ReadOptions().setIterateLowerBound(from).setIterateUpperBound(to);
            if (snapshot != null) {
                options.setSnapshot(snapshot.state());
            }
            this.iterator = db.newIterator(handle(range.from()), options);
        }

        @Override
        public View.@Nullable Entry next() {
            move();
            if (!iterator.isValid()) {
                run(_ -> iterator.status());
                return null;
            }
            return new View.Entry(Bytes.of(iterator.key()), Bytes.of(iterator.value()));
        }

        private void move() {
            if (!started) {
                started = true;
                if (reverse) {
                    iterator.seekToLast();
                } else {
                    iterator.seekToFirst();
                }
            } else if (iterator.isValid()) {
                if (reverse) {
                    iterator.prev();
                } else {
                    iterator.next();
                }
            }
        }

        @Override
        public void close() {
            iterator.close();
            options.close();
            from.close();
            to.close();
        }
    }
}
