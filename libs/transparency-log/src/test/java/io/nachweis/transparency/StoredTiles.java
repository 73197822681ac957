package io.nachweis.transparency;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tiles of a tree as a log keeps them: full ones for good, partial ones as long as the edge is where it is. */
final class StoredTiles implements TileReader {

    private final Map<Tile, byte[]> full = new LinkedHashMap<>();
    private final List<Tile> read = new ArrayList<>();
    private TreeEdge edge = TreeEdge.EMPTY;

    static StoredTiles of(List<TreeHash> leaves) {
        StoredTiles tiles = new StoredTiles();
        tiles.append(leaves);
        return tiles;
    }

    void append(List<TreeHash> leaves) {
        TreeEdge.Growth growth = edge.append(leaves);
        for (HashTile tile : growth.filled()) {
            if (full.put(tile.tile(), tile.bytes()) != null) {
                throw new IllegalStateException(tile.tile() + " was full before");
            }
        }
        edge = growth.edge();
    }

    @Override
    public byte[] read(Tile tile) {
        read.add(tile);
        byte[] bytes = all().get(tile);
        if (bytes == null) {
            throw new IllegalStateException("There is no " + tile);
        }
        return bytes;
    }

    Map<Tile, byte[]> all() {
        Map<Tile, byte[]> all = new LinkedHashMap<>(full);
        edge.tiles().forEach(tile -> all.put(tile.tile(), tile.bytes()));
        return all;
    }

    TreeEdge edge() {
        return edge;
    }

    TiledTree tree() {
        return new TiledTree(edge.size(), this);
    }

    /** What was read since this was asked last. */
    List<Tile> takeRead() {
        List<Tile> taken = List.copyOf(read);
        read.clear();
        return taken;
    }
}
