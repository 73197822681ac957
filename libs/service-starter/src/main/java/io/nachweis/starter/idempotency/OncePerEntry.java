package io.nachweis.starter.idempotency;

import io.nachweis.evidence.RequestAlreadyStored;
import java.util.UUID;

/** Does what an entry of the log asks for: again after a crash, and not twice. */
public final class OncePerEntry {

    private OncePerEntry() {}

    /**
     * One command that stores something, at most, may be sent within, by this thread; the log refuses another one for the
     * same entry.
     *
     * @param entry an id of it that nobody can choose
     */
    public static void run(UUID entry, Runnable action) {
        try {
            CurrentRequest.run("entry/" + entry, action);
        } catch (RequestAlreadyStored _) {
            // Done before the crash.
        }
    }
}
