package io.nachweis.evidence.tree;

import com.mongodb.client.MongoDatabase;
import io.nachweis.transparency.HashTile;
import io.nachweis.transparency.SignedNote;
import io.nachweis.transparency.Tile;
import java.util.Optional;

/**
 * The public side of a log: the checkpoint that was published last, and the tiles of its tree. What came since is told by
 * neither, since a tree that grows at once would tell a stranger whether a sign-up was new.
 */
public final class PublishedTree {

    private final StoredTree tree;
    private final CheckpointStore signed;
    private final CheckpointStore published;

    public PublishedTree(MongoDatabase database) {
        this.tree = new StoredTree(database);
        this.signed = MongoCheckpoints.signed(database);
        this.published = MongoCheckpoints.published(database);
    }

    /** Publishes what was signed last. */
    public void publish() {
        signed.last().ifPresent(note -> published.keep(SignedNote.parse(note)));
    }

    /** Empty before the first time. */
    public Optional<byte[]> checkpoint() {
        return published.last();
    }

    /** The bytes of a tile; empty where the published tree has none, or not one as wide. */
    public Optional<byte[]> tile(Tile tile) {
        return checkpoint()
                .map(CheckpointStore::size)
                .filter(tile::isWithin)
                .map(_ -> HashTile.read(tile, tree.read(tile)).bytes());
    }
}
