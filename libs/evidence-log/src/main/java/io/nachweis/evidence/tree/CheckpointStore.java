package io.nachweis.evidence.tree;

import io.nachweis.transparency.Checkpoint;
import io.nachweis.transparency.SignedNote;
import java.util.Optional;

/** Where the last checkpoint of a log is kept that was signed. It never gets smaller there. */
public interface CheckpointStore {

    /** Empty before the first. */
    Optional<byte[]> last();

    /** Keeps it, durably, in the place of a smaller one; one that is not larger changes nothing. */
    void keep(SignedNote note);

    /** Of the tree that a checkpoint commits to. */
    static long size(byte[] note) {
        return size(SignedNote.parse(note));
    }

    /** Of the tree that a checkpoint commits to. */
    static long size(SignedNote note) {
        return Checkpoint.parse(note.text()).head().size();
    }
}
