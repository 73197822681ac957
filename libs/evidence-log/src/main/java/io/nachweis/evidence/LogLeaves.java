package io.nachweis.evidence;

import com.mongodb.client.MongoDatabase;
import io.nachweis.transparency.TreeHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/** The leaves of a log by position, as a journaled majority has them: what its tree is made of. */
public final class LogLeaves {

    private final CommitCollection commits;

    /** Of the log in the collection {@code log} of this database. */
    public LogLeaves(MongoDatabase database) {
        this.commits = new CommitCollection(database);
    }

    /** Where the log ends now: nothing that was acknowledged before is behind it. */
    public long end() {
        return commits.head().next();
    }

    /**
     * The hashes of whole commits, at least as many as wanted if there are so many.
     *
     * @param position where a commit begins, or the log ends
     * @throws BrokenLog where entries are missing
     */
    public List<TreeHash> from(long position, int wanted) {
        List<TreeHash> hashes = new ArrayList<>(wanted);
        read(position, wanted, leaf -> hashes.add(TreeHash.ofLeaf(leaf)));
        return hashes;
    }

    /**
     * The leaves themselves, as {@link #from} reads them.
     *
     * @throws BrokenLog where entries are missing
     */
    public void read(long position, int wanted, Consumer<byte[]> reader) {
        commits.leaves(position, wanted, reader);
    }

    /** Whether these bytes are as a leaf is made. */
    public static boolean isCanonical(byte[] leaf) {
        try {
            return Arrays.equals(leaf, CanonicalJson.bytes(CanonicalJson.read(leaf)));
        } catch (JacksonException | IllegalArgumentException | ClassCastException _) {
            return false;
        }
    }
}
