package io.nachweis.embeddedmongo;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;

/** A state that stays readable as long as somebody reads it or no later one is durable. */
final class Snapshot {

    private final RocksDB db;
    private final org.rocksdb.Snapshot state;
    private final ReadOptions options;
    private final long sequence;
    private final long number;
    private final AtomicInteger users = new AtomicInteger(1);

    Snapshot(RocksDB db, long sequence) {
        this.db = db;
        this.state = db.getSnapshot();
        this.options = new ReadOptions().setSnapshot(state);
        this.sequence = sequence;
        this.number = state.getSequenceNumber();
    }

    long sequence() {
        return sequence;
    }

    /** RocksDB's, of the last change in it. */
    long number() {
        return number;
    }

    org.rocksdb.Snapshot state() {
        return state;
    }

    ReadOptions options() {
        return options;
    }

    /** Null if it has been given up meanwhile: then there is a newer one. */
    @Nullable
    Snapshot acquire() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0 ? null : this;
    }

    void release() {
        if (users.decrementAndGet() == 0) {
            options.close();
            db.releaseSnapshot(state);
        }
    }
}
