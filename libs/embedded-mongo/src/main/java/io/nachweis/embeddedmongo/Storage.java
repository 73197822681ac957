package io.nachweis.embeddedmongo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file, and who may do what to it when.
 *
 * <p>One write at a time changes the newest state; a commit never falls into a write. A write returns when a commit
 * that contains it is on disk: the first writer that waits commits for all that wait with it. After a commit that failed
 * every writer it was for is told so, and nothing is written until the file has been opened again. Readers wait for
 * no writer and see the last state that is on disk, so nobody ever sees what a crash could take back.
 */
final class Storage implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Storage.class);

    private static final ScopedValue<View> VIEW = ScopedValue.newInstance();
    private static final long NEWEST = Long.MAX_VALUE;
    private static final String MAP = "nachweis";
    private static final String COMPACTING = ".compacting";
    private static final int CACHE_MEGABYTES = 16;
    private static final int PAGE_BYTES = 4 * 1024;
    private static final int TIDY_FILL_RATE = 60;
    private static final int TIDY_AFTER_BYTES = 1024 * 1024;
    private static final int TIDY_AT_MOST_BYTES = 16 * 1024 * 1024;

    private final String disk;
    private final Path file;
    private final Map<String, Tree> trees = new ConcurrentHashMap<>();
    private final AtomicInteger lastTree = new AtomicInteger();
    private final LongAdder examined = new LongAdder();

    /** Taken before {@link #writes} by whoever commits. */
    private final ReentrantLock commits = new ReentrantLock();

    private final ReentrantLock writes = new ReentrantLock();

    /** Its read lock is held while the file is used, its write lock while one file takes the place of another. */
    private final ReentrantReadWriteLock files = new ReentrantReadWriteLock();

    private final List<Runnable> undo = new ArrayList<>();
    private boolean changed;
    private MVStore store;
    private MVMap<byte[], byte[]> newest;
    private volatile Snapshot durable;
    private final AtomicLong applied = new AtomicLong();
    private long untidied;
    private volatile @Nullable Throwable failure;

    private Storage(String disk, Path file) throws IOException {
        this.disk = disk;
        this.file = file;
        Files.deleteIfExists(compacting());
        this.store = openStore(file);
        this.newest = openMap(store);
        this.durable = snapshot();
        View.Entries catalog = durable.view().entries(Tree.catalog(), false);
        for (View.Entry entry = catalog.next(); entry != null; entry = catalog.next()) {
            Tree tree = Tree.recorded(this, entry);
            trees.put(tree.name(), tree);
            lastTree.accumulateAndGet(tree.number(), Math::max);
        }
    }

    static Storage open(Path file) {
        return open("", file);
    }

    /** On one of H2's virtual disks, named by the beginning of its paths. */
    static Storage open(String disk, Path file) {
        try {
            return new Storage(disk, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code work} on the last durable state. */
    <T> T read(Supplier<T> work) {
        files.readLock().lock();
        try {
            Snapshot snapshot = acquireDurable();
            try {
                return ScopedValue.where(VIEW, snapshot.view()).call(work::get);
            } finally {
                snapshot.release();
            }
        } finally {
            files.readLock().unlock();
        }
    }

    private Snapshot acquireDurable() {
        while (true) {
            Snapshot snapshot = durable.acquire();
            if (snapshot != null) {
                return snapshot;
            }
            if (failure != null) {
                throw CommandError.ofFailure("The file is closed");
            }
        }
    }

    /** Runs {@code work} alone on the newest state, all of it or nothing, and returns when its changes are on disk. */
    <T> T write(Supplier<T> work) {
        Applied<T> done;
        try {
            done = apply(work);
        } catch (RuntimeException e) {
            awaitDurable(applied.get()); // the answer may rest on what others wrote just before
            throw e;
        }
        awaitDurable(done.sequence);
        return done.result;
    }

    private record Applied<T>(T result, long sequence) {}

    private <T> Applied<T> apply(Supplier<T> work) {
        writes.lock();
        try {
            refuseAfterFailure();
            undo.clear();
            changed = false;
            T result = ScopedValue.where(VIEW, new View(newest, NEWEST)).call(() -> undoneOnFailure(work));
            if (changed) {
                applied.incrementAndGet();
            }
            return new Applied<>(result, applied.get());
        } finally {
            writes.unlock();
        }
    }

    private <T> T undoneOnFailure(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            try {
                undo.reversed().forEach(Runnable::run);
                undo.clear();
            } catch (RuntimeException | Error broken) {
                failure = broken;
                e.addSuppressed(broken);
            }
            throw e;
        }
    }

    /** The state the current command works on. */
    View view() {
        return VIEW.get();
    }

    /** The first state that has what the running command sees or writes. */
    long sequence() {
        long seen = view().sequence();
        return seen == NEWEST ? applied.get() + 1 : seen;
    }

    Tree tree(String name) {
        return trees.computeIfAbsent(name, key -> Tree.create(this, key, lastTree.incrementAndGet()));
    }

    Iterable<Tree> trees() {
        return trees.values();
    }

    void put(Bytes key, Bytes value) {
        byte[] old = newest.put(key.array(), value.array());
        changed = true;
        undo.add(old == null ? () -> newest.remove(key.array()) : () -> newest.put(key.array(), old));
    }

    void remove(Bytes key) {
        byte[] old = newest.remove(key.array());
        if (old != null) {
            changed = true;
            undo.add(() -> newest.put(key.array(), old));
        }
    }

    /** Stays also when the rest of the command is undone. */
    void putForGood(Bytes key, Bytes value) {
        changed = true;
        newest.put(key.array(), value.array());
    }

    /** What the running command has changed so far stays, also when the rest is undone. */
    void keep() {
        undo.clear();
    }

    /** Counts each entry or document that a query has looked at. */
    void countExamined() {
        examined.increment();
    }

    long examined() {
        return examined.sum();
    }

    long fileSize() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitDurable(long sequence) {
        if (durable.view().sequence() >= sequence) {
            return;
        }
        commits.lock();
        try {
            if (durable.view().sequence() < sequence) {
                refuseAfterFailure();
                commit();
            }
        } finally {
            commits.unlock();
        }
    }

    /**
     * Writers go on while the disk syncs. No part of the last durable state is overwritten before the next is durable,
     * because its snapshot is in use; that is why no retention time is needed.
     */
    private void commit() {
        try {
            Snapshot next;
            writes.lock();
            try {
                tidy();
                store.commit();
                next = snapshot();
            } finally {
                writes.unlock();
            }
            store.sync();
            Snapshot before = durable;
            durable = next;
            before.release();
        } catch (RuntimeException | Error e) {
            failure = e;
            log.error("A commit failed; nothing more is written until the file has been opened again", e);
            throw CommandError.ofFailure(
                    "The commit failed; nothing more is written until the file has been opened again");
        }
    }

    /** Rewrites parts of the file of which little is alive: twice as much as was written, which keeps up. */
    private void tidy() {
        untidied += store.getUnsavedMemory();
        if (untidied > TIDY_AFTER_BYTES) {
            store.compact(TIDY_FILL_RATE, (int) Math.min(2 * untidied, TIDY_AT_MOST_BYTES));
            untidied = 0;
        }
    }

    private void refuseAfterFailure() {
        if (failure != null) {
            throw CommandError.ofFailure(
                    "A commit has failed; nothing is written until the file has been opened again");
        }
    }

    /**
     * Copies what is alive into a fresh file that takes the old one's place, so that nothing deleted is left. Writers
     * wait, readers go on until the moment of change.
     */
    void compact() {
        commits.lock();
        try {
            refuseAfterFailure();
            writes.lock();
            try {
                commit();
                copyLiveEntries();
                replaceFile();
            } finally {
                writes.unlock();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            commits.unlock();
        }
    }

    private void copyLiveEntries() throws IOException {
        Files.deleteIfExists(compacting());
        try (MVStore fresh = openStore(compacting())) {
            MVMap<byte[], byte[]> copy = openMap(fresh);
            var source = newest.cursor(null);
            long uncommitted = 0;
            while (source.hasNext()) {
                byte[] key = source.next();
                copy.put(key, source.getValue());
                uncommitted += key.length + source.getValue().length;
                if (uncommitted > CACHE_MEGABYTES * 1024L * 1024L) {
                    fresh.commit();
                    uncommitted = 0;
                }
            }
            fresh.commit();
            if (copy.sizeAsLong() != newest.sizeAsLong()) {
                throw new IllegalStateException(
                        "the copy has " + copy.sizeAsLong() + " entries, the original has " + newest.sizeAsLong());
            }
            fresh.sync();
        }
    }

    private void replaceFile() throws IOException {
        files.writeLock().lock();
        try {
            durable.release();
            store.close();
            Files.move(compacting(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder();
            store = openStore(file);
            newest = openMap(store);
            untidied = 0;
            durable = snapshot();
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            files.writeLock().unlock();
        }
    }

    private void syncFolder() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private Path compacting() {
        return file.resolveSibling(file.getFileName() + COMPACTING);
    }

    /** Called when no write is running, right after a commit. */
    private Snapshot snapshot() {
        return new Snapshot(
                store,
                store.registerVersionUsage(),
                new View(newest.openVersion(store.getCurrentVersion()), applied.get()));
    }

    private MVStore openStore(Path path) {
        MVStore opened = new MVStore.Builder()
                .fileName(disk + path)
                .autoCommitDisabled()
                .autoCommitBufferSize(0) // otherwise a big write would be committed in its middle
                .cacheSize(CACHE_MEGABYTES)
                .pageSplitSize(PAGE_BYTES)
                .open();
        opened.setRetentionTime(0);
        opened.setVersionsToKeep(0);
        return opened;
    }

    private static MVMap<byte[], byte[]> openMap(MVStore store) {
        return store.openMap(
                MAP,
                new MVMap.Builder<byte[], byte[]>()
                        .keyType(ByteArrayDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    /** Waits for what is running. Every acknowledged write is on disk already. */
    @Override
    public void close() {
        commits.lock();
        writes.lock();
        files.writeLock().lock();
        try {
            if (failure == null) {
                failure = new IllegalStateException("closed");
                durable.release();
                store.close();
            } else {
                store.closeImmediately();
            }
        } finally {
            files.writeLock().unlock();
            writes.unlock();
            commits.unlock();
        }
    }
}
