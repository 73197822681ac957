package io.nachweis.transparency;

/** Fetches the tiles of a tree from wherever they are: a database, a folder, a web server. */
@FunctionalInterface
public interface TileReader {

    /**
     * The bytes of a tile. MAY be those of a wider version of it, as logs may drop a partial tile once there is a wider
     * one. MUST throw, whatever fits the place, when there is neither.
     */
    byte[] read(Tile tile);
}
