package io.nachweis.embeddedmongo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One ordered map on disk, and who may do what to it when.
 *
 * <p>One write at a time changes the newest state; a commit never falls into a write. A write returns when a commit
 * that contains it is on disk: the first writer that waits commits for all that wait with it. After a commit that failed
 * every writer it was for is told so, and nothing is written until the folder has been opened again. Readers wait for
 * no writer and see the last state that is on disk, so nobody ever sees what a crash could take back.
 */
final class Storage implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Storage.class);

    private static final ScopedValue<View> VIEW = ScopedValue.newInstance();
    private static final String FORMER = "mongo.mv";

    private final Rocks rocks;
    private final Map<String, Tree> trees = new ConcurrentHashMap<>();
    private final AtomicInteger lastTree = new AtomicInteger(Tree.LAST_OF_OURS);
    private final LongAdder examined = new LongAdder();

    /** Taken before {@link #writes} by whoever commits. */
    private final ReentrantLock commits = new ReentrantLock();

    private final ReentrantLock writes = new ReentrantLock();

    /** Its read lock is held while RocksDB is used, its write lock while it is closed. */
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

    /** Of the running command; nothing where a key is removed. */
    private final NavigableMap<Bytes, Optional<Bytes>> changes = new TreeMap<>();

    private final Set<Family> outdated = EnumSet.noneOf(Family.class);
    private final AtomicLong applied = new AtomicLong();
    private final Expunger expunger;
    private boolean closed;
    private volatile Snapshot durable;
    private volatile @Nullable Throwable failure;

    private Storage(Rocks rocks) {
        this.rocks = rocks;
        this.durable = rocks.snapshot(applied.get());
        try (View view = View.of(rocks, durable)) {
            View.Entries catalog = view.entries(Tree.catalog(), false);
            for (View.Entry entry = catalog.next(); entry != null; entry = catalog.next()) {
                Tree tree = Tree.recorded(this, entry);
                trees.put(tree.name(), tree);
                lastTree.accumulateAndGet(Family.serial(tree.number()), Math::max);
            }
        }
        this.expunger = new Expunger(this);
    }

    static Storage open(Path folder) {
        if (Files.exists(folder.resolve(FORMER))) {
            throw new IllegalStateException(
                    folder + " holds " + FORMER + ", the storage of an older version, which this"
                            + " one does not read. Nothing was changed. Choose another folder, or move this one away");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Failures.ofOpening(folder, e);
        }
        Rocks rocks = Rocks.open(folder);
        try {
            return new Storage(rocks);
        } catch (RuntimeException | Error e) {
            rocks.close();
            throw e;
        }
    }

    /** Runs {@code work} on the last durable state. */
    <T> T read(Supplier<T> work) {
        use.readLock().lock();
        try {
            Snapshot snapshot = acquireDurable();
            try (View view = View.of(rocks, snapshot)) {
                return ScopedValue.where(VIEW, view).call(work::get);
            } finally {
                snapshot.release();
            }
        } finally {
            use.readLock().unlock();
        }
    }

    private Snapshot acquireDurable() {
        while (true) {
            Snapshot snapshot = durable.acquire();
            if (snapshot != null) {
                return snapshot;
            }
            if (failure != null) {
                throw CommandError.ofFailure("The database is closed");
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
        try (View view = View.newest(rocks, changes)) {
            refuseAfterFailure();
            T result = ScopedValue.where(VIEW, view).call(work::get);
            keep();
            return new Applied<>(result, applied.get());
        } finally {
            changes.clear();
            outdated.clear();
            writes.unlock();
        }
    }

    /** The state the current command works on. */
    View view() {
        return VIEW.get();
    }

    /** The first state that has what the running command sees or writes. */
    long sequence() {
        long seen = view().sequence();
        return seen == View.NEWEST ? applied.get() + 1 : seen;
    }

    Tree tree(String name) {
        return trees.computeIfAbsent(name, key -> Tree.create(this, key, lastTree.incrementAndGet()))
                .use();
    }

    Iterable<Tree> trees() {
        return trees.values();
    }

    /** Of indexes that a crash has kept from being built: nobody asked for them when everything was opened. */
    void clearUnusedIndexes() {
        List<Tree> unused = trees.values().stream()
                .filter(tree -> tree.isIndex() && !tree.isUsed())
                .toList();
        if (!unused.isEmpty()) {
            write(() -> {
                unused.forEach(Tree::clear);
                return true;
            });
        }
    }

    void put(Bytes key, Bytes value) {
        changes.put(key, Optional.of(value));
    }

    /** Of a key that has one already. */
    void replace(Bytes key, Bytes value) {
        put(key, value);
        outdated.add(Family.ofKey(key));
    }

    void remove(Bytes key) {
        changes.put(key, Optional.empty());
        outdated.add(Family.ofKey(key));
    }

    /** At once and for good, whatever becomes of the rest of the command. */
    void removeAll(KeyRange range) {
        keep();
        store(() -> rocks.removeAll(range, durable));
        expunger.outdated(Set.of(Family.ofKey(range.from())));
    }

    /** Stays also when the rest of the command is undone. */
    void putForGood(Bytes key, Bytes value) {
        store(() -> rocks.write(Map.of(key, Optional.of(value)), durable));
    }

    /** What the running command has changed so far stays, also when the rest is undone. */
    void keep() {
        if (!changes.isEmpty()) {
            store(() -> rocks.write(changes, durable));
            expunger.outdated(outdated);
            changes.clear();
            outdated.clear();
        }
    }

    /** Lets others write in between: what the running command has changed so far stays, and its walks are over. */
    void pause() {
        keep();
        view().close();
        writes.unlock();
        try {
            awaitDurable(applied.get());
        } finally {
            writes.lock();
        }
        refuseAfterFailure();
    }

    private void store(Runnable change) {
        try {
            change.run();
            applied.incrementAndGet();
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    /** Counts each entry or document that a query has looked at. */
    void countExamined() {
        examined.increment();
    }

    long examined() {
        return examined.sum();
    }

    long fileSize() {
        return rocks.fileBytes();
    }

    private void awaitDurable(long sequence) {
        if (durable.sequence() >= sequence) {
            return;
        }
        commits.lock();
        try {
            if (durable.sequence() < sequence) {
                refuseAfterFailure();
                commit();
            }
        } finally {
            commits.unlock();
        }
    }

    /** Writers go on while the disk syncs. */
    private void commit() {
        try {
            Snapshot next;
            writes.lock();
            try {
                next = rocks.snapshot(applied.get());
            } finally {
                writes.unlock();
            }
            rocks.sync();
            Snapshot before = durable;
            durable = next;
            before.release();
        } catch (RuntimeException | Error e) {
            throw failed(e);
        }
    }

    private CommandError failed(Throwable e) {
        failure = e;
        log.error("A commit failed; nothing more is written until the database has been opened again", e);
        return CommandError.ofFailure(
                "The commit failed; nothing more is written until the database has been opened again");
    }

    private void refuseAfterFailure() {
        if (failure != null) {
            throw CommandError.ofFailure(
                    "A commit has failed; nothing is written until the database has been opened again");
        }
    }

    /** Takes what was deleted or replaced before out of every file. Nobody waits meanwhile. */
    void expunge(Family family) {
        withNoneOutdated(() -> rocks.expunge(family));
    }

    /** The same for everything, whatever it costs. */
    void compact() {
        withNoneOutdated(rocks::expungeAll);
    }

    /** Reads all that is stored, and fails if a block is not as it was written. */
    void verify() {
        try {
            withNoneOutdated(rocks::verify);
        } catch (IllegalStateException e) {
            throw CommandError.ofFailure("The database in " + rocks + " is damaged: " + e.getMessage()
                    + ". Stop it and restore it from a backup");
        }
    }

    /** With no state kept from before but those that are being read: RocksDB sees to them as soon as they are given up. */
    private void withNoneOutdated(Runnable work) {
        use.readLock().lock();
        try {
            refuseAfterFailure();
            awaitDurable(applied.get());
            work.run();
        } finally {
            use.readLock().unlock();
        }
    }

    /** Waits for what is running. Every acknowledged write is on disk already. */
    @Override
    public void close() {
        expunger.close();
        commits.lock();
        writes.lock();
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                failure = new IllegalStateException("closed");
                durable.release();
                rocks.close();
            }
        } finally {
            use.writeLock().unlock();
            writes.unlock();
            commits.unlock();
        }
    }
}
