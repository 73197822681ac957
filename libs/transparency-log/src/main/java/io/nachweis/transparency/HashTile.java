package io.nachweis.transparency;

import java.util.ArrayList;
import java.util.List;

/** A tile with its hashes, as a log stores and serves it. */
public record HashTile(Tile tile, List<TreeHash> hashes) {

    /** @throws MalformedInput when the tile is named with another width */
    public HashTile {
        hashes = List.copyOf(hashes);
        if (hashes.size() != tile.width()) {
            throw new MalformedInput(tile + " has " + tile.width() + " hashes, not " + hashes.size());
        }
    }

    /**
     * Reads a tile from its own bytes or from those of a wider version of it, which begin alike.
     *
     * @throws MalformedInput when these are neither
     */
    public static HashTile read(Tile tile, byte[] bytes) {
        if (bytes.length < tile.byteLength()
                || bytes.length > Tile.FULL * TreeHash.BYTES
                || bytes.length % TreeHash.BYTES != 0) {
            throw new MalformedInput(tile + " has " + tile.byteLength() + " bytes, not " + bytes.length);
        }
        List<TreeHash> hashes = new ArrayList<>(tile.width());
        for (int i = 0; i < tile.width(); i++) {
            hashes.add(TreeHash.copyOf(bytes, i * TreeHash.BYTES));
        }
        return new HashTile(tile, hashes);
    }

    /** The hashes one after the other. */
    public byte[] bytes() {
        byte[] bytes = new byte[tile.byteLength()];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(bytes, i * TreeHash.BYTES);
        }
        return bytes;
    }
}
