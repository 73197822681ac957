package io.nachweis.evidence;

import io.nachweis.personal.KeyScope;

/** Ends the personal data of a scope in this log: retires its keys, pulls what they sealed, destroys them (Art. 17 GDPR). */
public interface Erasure {

    /** How much was erased; repeated calls erase nothing more. */
    record Outcome(int keysDestroyed, long entriesCleared) {}

    Outcome erase(KeyScope scope);

    /** Goes on with whatever a crash cut short, also where nobody can say any more whom it was about. */
    Outcome complete();
}
