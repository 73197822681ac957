package io.nachweis.embeddedmongo;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the bytes of what was deleted or replaced taken out of the files: each family's in its time, and all at the end. */
final class Expunger implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Expunger.class);

    private final Storage storage;

    /** At a start all are: nobody knows what the end before left undone. */
    private final Set<Family> outdated = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("expunger").daemon().factory());

    Expunger(Storage storage) {
        this.storage = storage;
        outdated.addAll(EnumSet.allOf(Family.class));
        for (Family family : Family.values()) {
            var _ = timer.scheduleWithFixedDelay(
                    () -> expunge(family),
                    family.first().toMillis(),
                    family.every().toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Says so once the change is written. */
    void outdated(Set<Family> families) {
        outdated.addAll(families);
    }

    private void expunge(Family family) {
        if (outdated.remove(family)) {
            try {
                storage.expunge(family);
            } catch (RuntimeException e) {
                outdated.add(family);
                log.warn("What was deleted is still in the files of the {} family; it is tried again", family, e);
            }
        }
    }

    @Override
    public void close() {
        timer.close();
        EnumSet.allOf(Family.class).forEach(this::expunge);
    }
}
