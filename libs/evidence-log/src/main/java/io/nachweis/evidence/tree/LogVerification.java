package io.nachweis.evidence.tree;

import com.mongodb.client.MongoDatabase;
import io.nachweis.evidence.BrokenLog;
import io.nachweis.evidence.LogLeaves;
import io.nachweis.transparency.Checkpoint;
import io.nachweis.transparency.HashTile;
import io.nachweis.transparency.MalformedInput;
import io.nachweis.transparency.NoteVerdict.Genuine;
import io.nachweis.transparency.NoteVerdict.Refused;
import io.nachweis.transparency.Tile;
import io.nachweis.transparency.TreeEdge;
import io.nachweis.transparency.TreeEdge.Growth;
import io.nachweis.transparency.TreeHash;
import io.nachweis.transparency.TreeHead;
import io.nachweis.transparency.VerifierKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Verifies a whole log (an fsck): that no position is missing, each entry is as canonical as it was made, every tile and the
 * edge are what the entries give, and so is each checkpoint, inside the database and outside. Memory does not grow with the
 * log.
 */
public final class LogVerification {

    private static final int BATCH = 8_192;

    /** Where more is wrong, nobody reads on. */
    private static final int MOST_FAULTS = 20;

    /**
     * What was found.
     *
     * @param entries of the log that its tree has
     * @param faults in words, the first ones; none where all of it holds
     */
    public record Finding(long entries, List<String> faults) {

        public Finding {
            faults = List.copyOf(faults);
        }
    }

    private static final String OUTSIDE = "The checkpoint outside";
    private static final String INSIDE = "The checkpoint inside";
    private static final String PUBLISHED = "The published checkpoint";

    private final LogLeaves leaves;
    private final StoredTree tree;
    private final Collection<VerifierKey> keys;
    private final Map<String, CheckpointStore> checkpoints;

    /**
     * @param keys of the log, all that ever signed it
     * @param outside where its checkpoints are kept outside the database
     */
    public LogVerification(MongoDatabase database, Collection<VerifierKey> keys, CheckpointStore outside) {
        this.leaves = new LogLeaves(database);
        this.tree = new StoredTree(database);
        this.keys = List.copyOf(keys);
        this.checkpoints = Map.of(
                OUTSIDE,
                outside,
                INSIDE,
                MongoCheckpoints.signed(database),
                PUBLISHED,
                MongoCheckpoints.published(database));
    }

    /** Of the log as it is signed now; it may go on meanwhile. */
    public Finding run() {
        var walk = new Walk();
        walk.readCheckpoints();
        walk.toTheEdge();
        return new Finding(walk.edge.size(), walk.faults);
    }

    private final class Walk {

        private final List<String> faults = new ArrayList<>();
        private final Set<String> missing = new HashSet<>();

        /** By what is signed of it. */
        private final Map<String, TreeHead> signed = new TreeMap<>();

        /** Of the sizes at which there is something to compare. */
        private final Map<Long, TreeHead> heads = new HashMap<>(Map.of(0L, TreeEdge.EMPTY.head()));

        private TreeEdge edge = TreeEdge.EMPTY;

        /** Before the edge is, which never is behind them. */
        void readCheckpoints() {
            checkpoints.forEach(
                    (name, store) -> store.last().ifPresentOrElse(note -> read(name, note), () -> missing.add(name)));
        }

        private void read(String name, byte[] note) {
            switch (Checkpoint.verify(note, keys)) {
                case Genuine<Checkpoint>(var checkpoint, var _) -> signed.put(name, checkpoint.head());
                case Refused<Checkpoint>(var _, var words) -> fault(name + " is not genuine: " + words);
            }
        }

        void toTheEdge() {
            try {
                TreeEdge stored = tree.edge();
                NavigableSet<Long> stops = new TreeSet<>(Set.of(stored.size()));
                signed.values().forEach(head -> stops.add(head.size()));
                while (edge.size() < stored.size() && faults.size() < MOST_FAULTS) {
                    growInSteps(batch(stored.size()), stops);
                }
                if (edge.size() == stored.size()) {
                    compare(edge.tiles(), stored.tiles());
                }
                signed.forEach((name, head) -> compare(name, head, stored.size()));
                if (edge.size() > 0) {
                    Stream.of(OUTSIDE, INSIDE).filter(missing::contains).forEach(name -> fault(name + " is missing"));
                }
            } catch (BrokenLog | MalformedInput e) {
                fault(String.valueOf(e.getMessage()));
            }
        }

        private List<TreeHash> batch(long end) {
            List<TreeHash> hashes = new ArrayList<>();
            leaves.read(edge.size(), BATCH, leaf -> {
                if (!LogLeaves.isCanonical(leaf)) {
                    fault("The entry at position " + (edge.size() + hashes.size()) + " is no canonical JSON");
                }
                hashes.add(TreeHash.ofLeaf(leaf));
            });
            if (hashes.isEmpty()) {
                throw new BrokenLog("The log is shorter than its tree: " + edge.size() + " entries of " + end);
            }
            return hashes.subList(0, (int) Math.min(hashes.size(), end - edge.size()));
        }

        /** With the root at each stop. */
        private void growInSteps(List<TreeHash> batch, NavigableSet<Long> stops) {
            for (int from = 0; from < batch.size(); ) {
                Long stop = stops.higher(edge.size());
                long most = stop == null ? batch.size() : stop - edge.size();
                int to = (int) Math.min(batch.size(), from + most);
                Growth growth = edge.append(batch.subList(from, to));
                compare(growth.filled(), tree.full(growth.filled()));
                edge = growth.edge();
                heads.put(edge.size(), edge.head());
                from = to;
            }
            heads.keySet().retainAll(stops);
        }

        private void compare(List<HashTile> made, List<HashTile> stored) {
            Map<Tile, HashTile> byName = stored.stream().collect(Collectors.toMap(HashTile::tile, tile -> tile));
            for (HashTile tile : made) {
                HashTile other = byName.get(tile.tile());
                if (other == null) {
                    fault(tile.tile() + " is missing");
                } else if (!other.equals(tile)) {
                    fault(difference(tile, other));
                }
            }
        }

        private String difference(HashTile made, HashTile stored) {
            int first = 0;
            while (made.hashes().get(first).equals(stored.hashes().get(first))) {
                first++;
            }
            long index = made.tile().index() * Tile.FULL + first;
            return made.tile().level() == 0
                    ? "The entry at position " + index + " is not the one that its tree was made of (" + made.tile()
                            + ")"
                    : made.tile() + " is not what the entries give, from its hash " + first + " on";
        }

        private void compare(String name, TreeHead head, long size) {
            if (head.size() > size) {
                fault(name + " is of " + head.size() + " entries, and the tree has " + size);
            } else if (!head.equals(heads.getOrDefault(head.size(), head))) {
                fault(name + " commits to other entries than the " + head.size() + " that there are");
            }
        }

        private void fault(String words) {
            if (faults.size() < MOST_FAULTS) {
                faults.add(words);
            }
        }
    }
}
