package io.nachweis.transparency;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Names a tile of a tree (c2sp.org/tlog-tiles): up to 256 hashes that stand beside each other. At level 0 these are the
 * hashes of leaves, and at each level above the roots of full tiles of the level below.
 *
 * @param level 0 to 63; trees whose size is a {@code long} have 8
 * @param index its place within the level, from 0
 * @param width the number of its hashes, 1 to 256; of a full tile 256
 */
public record Tile(int level, long index, int width) {

    /** The number of hashes in a full tile. */
    public static final int FULL = 256;

    /** The base 2 logarithm of it. */
    static final int HEIGHT = 8;

    private static final int LEVELS = Long.SIZE / HEIGHT;
    private static final int HIGHEST_LEVEL = 63;

    /** @throws MalformedInput when there is no such tile in any tree */
    public Tile {
        if (level < 0 || level > HIGHEST_LEVEL) {
            throw new MalformedInput("The level of a tile is 0 to " + HIGHEST_LEVEL + ", not " + level);
        }
        if (index < 0) {
            throw new MalformedInput("The index of a tile is not negative: " + index);
        }
        if (width < 1 || width > FULL) {
            throw new MalformedInput("A tile has 1 to " + FULL + " hashes, not " + width);
        }
    }

    /**
     * The tile at this place in a tree of this size, as wide as it is there.
     *
     * @throws IndexOutOfBoundsException when that tree has none there
     */
    static Tile at(int level, long index, long size) {
        long first = Math.multiplyExact(index, FULL);
        long hashes = hashes(level, size);
        if (first >= hashes) {
            throw new IndexOutOfBoundsException(
                    "A tree of size " + size + " has no tile " + index + " at level " + level);
        }
        return new Tile(level, index, (int) Math.min(FULL, hashes - first));
    }

    /** Every tile of a tree of this size, level by level, in order of their indices. */
    public static Stream<Tile> ofTree(long size) {
        return IntStream.range(0, LEVELS)
                .boxed()
                .flatMap(level -> LongStream.range(0, Math.ceilDiv(hashes(level, size), (long) FULL))
                        .mapToObj(index -> at(level, index, size)));
    }

    /** The partial tiles of a tree of this size: at most one a level, at its right edge. */
    public static List<Tile> partialOfTree(long size) {
        List<Tile> partial = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            long hashes = hashes(level, size);
            int width = (int) (hashes % FULL);
            if (width > 0) {
                partial.add(new Tile(level, hashes / FULL, width));
            }
        }
        return partial;
    }

    /** How many hashes of this level a tree has. */
    static long hashes(int level, long size) {
        if (size < 0) {
            throw new IllegalArgumentException("A tree has no negative size: " + size);
        }
        return level < LEVELS ? size >>> (level * HEIGHT) : 0;
    }

    /**
     * Reads what {@link #path} writes, and nothing else.
     *
     * @throws MalformedInput when this is no path of a tile
     */
    public static Tile parse(String path) {
        return TilePath.parse(path);
    }

    /** Where a log has it, below its address: {@code tile/0/x001/x234/067}, with {@code .p/5} after it if 5 wide. */
    public String path() {
        return TilePath.of(this);
    }

    public boolean isFull() {
        return width == FULL;
    }

    /** Whether a tree of this size has all of its hashes, in this tile or a wider one. */
    public boolean isWithin(long size) {
        long hashes = hashes(level, size);
        return index <= hashes / FULL && width <= hashes - index * FULL;
    }

    /** How many bytes its hashes are together. */
    public int byteLength() {
        return width * TreeHash.BYTES;
    }

    @Override
    public String toString() {
        return path();
    }
}
