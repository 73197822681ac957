package io.nachweis.evidence.tree;

import com.mongodb.client.MongoDatabase;
import io.nachweis.evidence.BrokenLog;
import io.nachweis.evidence.LogLeaves;
import io.nachweis.transparency.Checkpoint;
import io.nachweis.transparency.NoteSigner;
import io.nachweis.transparency.NoteVerdict.Genuine;
import io.nachweis.transparency.NoteVerdict.Refused;
import io.nachweis.transparency.SignedNote;
import io.nachweis.transparency.TiledTree;
import io.nachweis.transparency.TreeEdge;
import io.nachweis.transparency.TreeEdge.Growth;
import io.nachweis.transparency.TreeHash;
import io.nachweis.transparency.TreeHead;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Makes the tree of a log behind its appends and signs where it is (RFC 9162, C2SP tlog-tiles). What comes out is a function
 * of the log alone: several may run it at once, and after a crash anywhere it goes on. It never signs a tree that does not
 * begin with the one that was signed last, inside and outside the database.
 */
public final class Integrator {

    /** Leaves of a batch, some MiB of memory. */
    private static final int BATCH = 4_096;

    private final LogLeaves leaves;
    private final StoredTree tree;
    private final NoteSigner signer;
    private final Collection<CheckpointStore> signed;

    /**
     * @param signer whose name is the log's origin
     * @param signed where each checkpoint is kept before anybody sees it, those outside the database first
     */
    public Integrator(MongoDatabase database, NoteSigner signer, List<CheckpointStore> signed) {
        this.leaves = new LogLeaves(database);
        this.tree = new StoredTree(database);
        this.signer = signer;
        this.signed = List.copyOf(signed);
    }

    /**
     * Integrates what the log has by now, and signs it if anything is new.
     *
     * @return the checkpoint of all of it
     * @throws BrokenLog where entries are missing, or the log is not the one that was signed; nothing is signed then
     */
    public Checkpoint run() {
        // Asked before the log is: others may sign more of it meanwhile.
        List<TreeHead> before = signed.stream()
                .flatMap(store -> store.last().stream())
                .map(note -> genuine(note).head())
                .toList();
        TreeHead head = integrate(leaves.end()).head();
        before.forEach(last -> requireBeginningOf(head, last));
        Checkpoint checkpoint = new Checkpoint(signer.publicKey().name(), head);
        SignedNote note = checkpoint.sign(signer);
        signed.forEach(store -> store.keep(head.size(), note));
        return checkpoint;
    }

    private TreeEdge integrate(long end) {
        TreeEdge edge = tree.edge();
        if (edge.size() > end) {
            throw new BrokenLog("The log ends at " + end + ", and its tree has " + edge.size() + " leaves");
        }
        while (edge.size() < end) {
            List<TreeHash> batch = leaves.from(edge.size(), BATCH);
            if (batch.isEmpty()) {
                throw new BrokenLog("The log ends at " + end + ", and has no entry at " + edge.size());
            }
            Growth growth = edge.append(batch);
            edge = tree.grow(edge, growth) ? growth.edge() : tree.edge();
        }
        return edge;
    }

    private void requireBeginningOf(TreeHead head, TreeHead last) {
        if (last.size() > head.size()) {
            throw new BrokenLog("The log is shorter than what was signed: " + head.size() + " entries of " + last.size());
        }
        if (!new TiledTree(head.size(), tree).head(last.size()).equals(last)) {
            throw new BrokenLog("The log is not the one that was signed at " + last.size() + " entries");
        }
    }

    private Checkpoint genuine(byte[] note) {
        return switch (Checkpoint.verify(note, List.of(signer.publicKey()))) {
            case Genuine<Checkpoint>(var checkpoint, var _) -> checkpoint;
            case Refused<Checkpoint>(var _, var words) ->
                throw new BrokenLog("What was signed last is not genuine: " + words);
        };
    }

    /** The checkpoint that was kept last. */
    public Optional<Checkpoint> last() {
        return signed.stream().flatMap(store -> store.last().stream()).map(this::genuine).findFirst();
    }
}
