package io.nachweis.evidence.tree;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import io.nachweis.evidence.BrokenLog;
import io.nachweis.transparency.HashTile;
import io.nachweis.transparency.Tile;
import io.nachweis.transparency.TileReader;
import io.nachweis.transparency.TreeEdge;
import io.nachweis.transparency.TreeEdge.Growth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * The tree of a log in two collections of its database: {@code tiles}, the full ones, {@code {_id: <path>, hashes}}; and
 * {@code tree}, its edge, {@code {_id: "edge", size, tiles: [{path, hashes}]}}. A tile is written once and the edge goes on
 * only from the size it has, so that whoever writes at the same time, and from which crash they come, it is one tree.
 */
final class StoredTree implements TileReader {

    private static final String EDGE = "edge";
    private static final String SIZE = "size";
    private static final String TILES = "tiles";
    private static final String PATH = "path";
    private static final String HASHES = "hashes";

    private final MongoCollection<Document> tiles;
    private final MongoCollection<Document> tree;

    StoredTree(MongoDatabase database) {
        MongoDatabase sure = database.withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
        tiles = sure.getCollection(TILES);
        tree = sure.getCollection("tree");
    }

    TreeEdge edge() {
        Document edge = tree.find(eq(EDGE)).first();
        return edge == null
                ? TreeEdge.EMPTY
                : new TreeEdge(
                        edge.getLong(SIZE),
                        edge.getList(TILES, Document.class).stream()
                                .map(tile -> HashTile.read(Tile.parse(tile.getString(PATH)), bytes(tile)))
                                .toList());
    }

    /**
     * First the tiles that are full, which the edge leads to, then the edge.
     *
     * @return whether the edge was where this began; otherwise somebody else has gone on
     */
    boolean grow(TreeEdge before, Growth growth) {
        fill(growth.filled());
        Document edge = document(growth.edge());
        try {
            if (before.size() == 0) {
                tree.insertOne(edge);
                return true;
            }
            return tree.replaceOne(and(eq(EDGE), eq(SIZE, before.size())), edge).getMatchedCount() == 1;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private void fill(List<HashTile> filled) {
        if (filled.isEmpty()) {
            return;
        }
        try {
            tiles.insertMany(
                    filled.stream().map(StoredTree::document).toList(), new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCategory() != ErrorCategory.DUPLICATE_KEY)) {
                throw e;
            }
            filled.forEach(this::requireSame);
        }
    }

    /** Of the same leaves everybody makes the same tile. */
    private void requireSame(HashTile tile) {
        if (full(tile.tile())
                .filter(stored -> Arrays.equals(stored, tile.bytes()))
                .isEmpty()) {
            throw new BrokenLog("Another " + tile.tile() + " is stored than the leaves give");
        }
    }

    /** A full tile, or what there is of it; perhaps more of it than is asked for. */
    @Override
    public byte[] read(Tile tile) {
        // What is not at the edge any more is full already.
        return partial(tile).or(() -> full(tile)).orElseThrow(() -> new BrokenLog(tile + " is gone"));
    }

    private Optional<byte[]> partial(Tile tile) {
        return tile.isFull()
                ? Optional.empty()
                : edge().tiles().stream()
                        .filter(partial -> partial.tile().level() == tile.level()
                                && partial.tile().index() == tile.index()
                                && partial.tile().width() >= tile.width())
                        .map(HashTile::bytes)
                        .findFirst();
    }

    /** Those of these full tiles that there are. */
    List<HashTile> full(List<HashTile> tiles) {
        List<String> paths = tiles.stream().map(tile -> tile.tile().path()).toList();
        return this.tiles
                .find(in("_id", paths))
                .map(stored -> HashTile.read(Tile.parse(stored.getString("_id")), bytes(stored)))
                .into(new ArrayList<>());
    }

    private Optional<byte[]> full(Tile tile) {
        String path = new Tile(tile.level(), tile.index(), Tile.FULL).path();
        return Optional.ofNullable(tiles.find(eq(path)).first()).map(StoredTree::bytes);
    }

    private static byte[] bytes(Document tile) {
        return tile.get(HASHES, Binary.class).getData();
    }

    private static Document document(HashTile tile) {
        return new Document("_id", tile.tile().path()).append(HASHES, new Binary(tile.bytes()));
    }

    private static Document document(TreeEdge edge) {
        return new Document("_id", EDGE)
                .append(SIZE, edge.size())
                .append(
                        TILES,
                        edge.tiles().stream()
                                .map(tile ->
                                        new Document(PATH, tile.tile().path()).append(HASHES, new Binary(tile.bytes())))
                                .toList());
    }
}
