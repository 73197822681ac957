package io.nachweis.embeddedmongo;

import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** A committed state whose pages stay in the file as long as somebody reads it or no later one is durable. */
final class Snapshot {

    private final MVStore store;
    private final MVStore.TxCounter usage;
    private final View view;
    private final AtomicInteger users = new AtomicInteger(1);

    Snapshot(MVStore store, MVStore.TxCounter usage, View view) {
        this.store = store;
        this.usage = usage;
        this.view = view;
    }

    View view() {
        return view;
    }

    /** Null if it has been given up meanwhile: then there is a newer one. */
    @Nullable
    Snapshot acquire() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0 ? null : this;
    }

    void release() {
        if (users.decrementAndGet() == 0) {
            store.deregisterVersionUsage(usage);
        }
    }
}
