package io.nachweis.evidence;

import io.nachweis.personal.KeyScope;
import java.util.Collection;
import java.util.List;

/** Ends the personal data of a scope in this log: retires its keys, pulls what they sealed, destroys them (Art. 17 GDPR). */
public interface Erasure {

    /** How much was erased; repeated calls erase nothing more. */
    record ErasureResult(int keysDestroyed, long entriesCleared) {}

    /**
     * From now on what the scopes sealed opens for nobody; for other processes, when their copies of the keys are old.
     * It is removed when the erasure is completed, whatever happens until then.
     */
    void begin(Collection<KeyScope> scopes);

    /** The same for one. */
    default void begin(KeyScope scope) {
        begin(List.of(scope));
    }

    /** Whether something began here since {@link #complete} was last called. What began elsewhere is completed there. */
    boolean hasBegun();

    /**
     * Waits until nobody can add any more to what has begun to be erased, then removes all of it. Goes on with what a
     * crash cut short, also where nobody can say any more whom it was about. Removes as well what was stored after the keys
     * it is sealed under had ended, however late it came. What had begun before the call is gone when it returns.
     */
    ErasureResult complete();

    /**
     * All of it at once. For scopes that nobody adds anything to any more, from whichever process; what is added
     * nevertheless goes when erasures are completed.
     */
    void eraseFinal(Collection<KeyScope> scopes);

    /** All of it, which takes a while. */
    default ErasureResult erase(KeyScope scope) {
        begin(scope);
        return complete();
    }
}
