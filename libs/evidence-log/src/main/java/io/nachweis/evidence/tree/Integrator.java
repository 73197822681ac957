package io.nachweis.evidence.tree;

import com.mongodb.client.MongoDatabase;
import io.nachweis.evidence.BrokenLog;
import io.nachweis.evidence.LogLeaves;
import io.nachweis.transparency.Checkpoint;
import io.nachweis.transparency.NoteSigner;
import io.nachweis.transparency.NoteVerdict.Genuine;
import io.nachweis.transparency.NoteVerdict.Refused;
import io.nachweis.transparency.ProofVerdict;
import io.nachweis.transparency.SignedNote;
import io.nachweis.transparency.TiledTree;
import io.nachweis.transparency.TreeEdge;
import io.nachweis.transparency.TreeEdge.Growth;
import io.nachweis.transparency.TreeHash;
import io.nachweis.transparency.TreeHead;
import io.nachweis.transparency.VerifierKey;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes the tree of a log behind its appends and signs where it is (RFC 9162, C2SP tlog-tiles). What comes out is a function
 * of the log alone: several may run it at once, and after a crash anywhere it goes on. It never signs a tree that does not
 * begin with the one that was signed last, inside and outside the database.
 */
public final class Integrator {

    /** Leaves of a batch: some MiB of memory, and a thousandth of them are written. */
    private static final int BATCH = 16_384;

    /** What was signed last somewhere. */
    private record Signed(TreeHead head, SignedNote note) {}

    private final LogLeaves leaves;
    private final StoredTree tree;
    private final NoteSigner signer;
    private final Supplier<? extends Collection<VerifierKey>> keys;
    private final List<CheckpointStore> signed;

    /**
     * @param signer whose name is the log's origin
     * @param keys of the log, that of the signer and those before it
     * @param signed where each checkpoint is kept before anybody sees it, those outside the database first
     */
    public Integrator(
            MongoDatabase database,
            NoteSigner signer,
            Supplier<? extends Collection<VerifierKey>> keys,
            List<CheckpointStore> signed) {
        this.leaves = new LogLeaves(database);
        this.tree = new StoredTree(database);
        this.signer = signer;
        this.keys = keys;
        this.signed = List.copyOf(signed);
    }

    /**
     * Integrates what the log has by now, and signs it if anything is new.
     *
     * @return the head of all of it
     * @throws BrokenLog where entries are missing, or the log is not the one that was signed; nothing is signed then
     */
    public TreeHead run() {
        // Asked before the log is: others may sign more of it meanwhile.
        List<Signed> before = before();
        TreeHead head = integrate();
        before.forEach(last -> requireBeginningOf(head, last.head()));
        List<Signed> current =
                before.stream().filter(last -> last.head().equals(head)).toList();
        if (current.size() < signed.size()) {
            SignedNote note =
                    current.isEmpty() ? sign(head) : current.getFirst().note();
            signed.forEach(store -> store.keep(note));
        }
        return head;
    }

    private SignedNote sign(TreeHead head) {
        return new Checkpoint(signer.publicKey().name(), head).sign(signer);
    }

    /**
     * MUST be asked before the first append after a start: what is appended to a log that was set back would be signed in
     * the place of what it lost.
     *
     * @throws BrokenLog when the log is not the one that was signed
     */
    public void verify() {
        List<Signed> before = before();
        if (!before.isEmpty()) {
            TreeHead head = integrate();
            before.forEach(last -> requireBeginningOf(head, last.head()));
        }
    }

    private List<Signed> before() {
        return signed.stream()
                .flatMap(store -> store.last().stream())
                .map(this::genuine)
                .toList();
    }

    private TreeHead integrate() {
        // Before the log's end: others may take both further meanwhile.
        TreeEdge edge = tree.edge();
        long end = leaves.end();
        if (edge.size() > end) {
            throw new BrokenLog("The log is shorter than its tree: " + end + " entries of " + edge.size());
        }
        while (edge.size() < end) {
            List<TreeHash> batch = leaves.from(edge.size(), BATCH);
            if (batch.isEmpty()) {
                throw new BrokenLog("Entries are missing from position " + edge.size() + " to " + (end - 1));
            }
            Growth growth = edge.append(batch);
            edge = tree.grow(edge, growth) ? growth.edge() : tree.edge();
        }
        return edge.head();
    }

    /** Proven from the tiles, so that these lead from what was signed to what is going to be. */
    private void requireBeginningOf(TreeHead head, TreeHead last) {
        if (last.size() > head.size()) {
            throw new BrokenLog(
                    "The log is shorter than what was signed: " + head.size() + " entries of " + last.size());
        }
        ProofVerdict verdict = new TiledTree(head.size(), tree)
                .proveConsistency(last.size(), head.size())
                .verify(last, head);
        if (verdict != ProofVerdict.HOLDS) {
            throw new BrokenLog("The log is not the one that was signed at " + last.size() + " entries");
        }
    }

    private Signed genuine(byte[] note) {
        return switch (Checkpoint.verify(note, keys.get())) {
            case Genuine<Checkpoint>(var checkpoint, var _) -> new Signed(checkpoint.head(), SignedNote.parse(note));
            case Refused<Checkpoint>(var _, var words) ->
                throw new BrokenLog("What was signed last is not by a known key of "
                        + signer.publicKey().name() + ": " + words);
        };
    }
}
