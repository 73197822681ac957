package io.nachweis.evidence.tree;

import io.nachweis.transparency.SignedNote;
import java.util.Optional;

/** Where the last checkpoint of a log is kept that was signed. It never gets smaller there. */
public interface CheckpointStore {

    /** Empty before the first. */
    Optional<byte[]> last();

    /**
     * Keeps it, durably, in the place of a smaller one; one that is not larger changes nothing.
     *
     * @param size of its tree
     */
    void keep(long size, SignedNote note);
}
