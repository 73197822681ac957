package io.nachweis.transparency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A Merkle tree that is stored as tiles: gives the root of every size it ever had, and proofs. It believes the tiles, so
 * what they are worth shows when a root is compared or a proof verified. For one answer it reads at most two tiles of
 * each level, each once.
 */
public final class TiledTree {

    private final long size;
    private final TileReader tiles;

    /** @param size up to which the tree is stored: the tiles of a tree of this size are read and no others */
    public TiledTree(long size, TileReader tiles) {
        this.size = size;
        this.tiles = tiles;
    }

    /**
     * Size and root that the tree had with so many leaves (RFC 9162 §2.1.1).
     *
     * @param size not above that of the tree
     */
    public TreeHead head(long size) {
        checkSize(size);
        return new TreeHead(size, size == 0 ? TreeHash.EMPTY : new Hashes().root(0, size));
    }

    /**
     * Proves that a leaf is in the tree of a size (RFC 9162 §2.1.3.1).
     *
     * @param index of the leaf, below the size
     * @param size not above that of the tree
     */
    public InclusionProof proveInclusion(long index, long size) {
        checkSize(size);
        Objects.checkIndex(index, size);
        List<TreeHash> path = new ArrayList<>();
        new Hashes().inclusion(index, 0, size, path);
        return new InclusionProof(index, path);
    }

    /**
     * Proves that the tree of one size is the beginning of that of another (RFC 9162 §2.1.4.1).
     *
     * @param older not above {@code newer}
     * @param newer not above the size of the tree
     */
    public ConsistencyProof proveConsistency(long older, long newer) {
        checkSize(newer);
        Objects.checkFromToIndex(0, older, newer);
        List<TreeHash> path = new ArrayList<>();
        if (older > 0) {
            new Hashes().consistency(older, 0, newer, true, path);
        }
        return new ConsistencyProof(path);
    }

    private void checkSize(long size) {
        Objects.checkFromToIndex(0, size, this.size);
    }

    /** The hashes of the tree, each tile read once. */
    private final class Hashes {

        private final Map<Tile, HashTile> read = new HashMap<>();

        /** MTH(D[from:to]) of RFC 9162 §2.1.1. */
        TreeHash root(long from, long to) {
            long leaves = to - from;
            if (Long.bitCount(leaves) == 1) {
                return perfect(from, Long.numberOfTrailingZeros(leaves));
            }
            long middle = from + largestPowerOfTwoBelow(leaves);
            return TreeHash.ofNode(root(from, middle), root(middle, to));
        }

        /** PATH(index, D[from:to]) of RFC 9162 §2.1.3.1. */
        void inclusion(long index, long from, long to, List<TreeHash> path) {
            if (to - from == 1) {
                return;
            }
            long middle = from + largestPowerOfTwoBelow(to - from);
            if (index < middle) {
                inclusion(index, from, middle, path);
                path.add(root(middle, to));
            } else {
                inclusion(index, middle, to, path);
                path.add(root(from, middle));
            }
        }

        /**
         * SUBPROOF(older, D[from:to], known) of RFC 9162 §2.1.4.1.
         *
         * @param known whether this subtree is the whole older tree, whose root the verifier has
         */
        void consistency(long older, long from, long to, boolean known, List<TreeHash> path) {
            if (older == to) {
                if (!known) {
                    path.add(root(from, to));
                }
                return;
            }
            long middle = from + largestPowerOfTwoBelow(to - from);
            if (older <= middle) {
                consistency(older, from, middle, known, path);
                path.add(root(middle, to));
            } else {
                consistency(older, middle, to, false, path);
                path.add(root(from, middle));
            }
        }

        /** The root of the subtree of 2^height leaves that begins at this one; all of it lies within one tile. */
        private TreeHash perfect(long from, int height) {
            int level = height / Tile.HEIGHT;
            long first = from >>> (level * Tile.HEIGHT);
            int begin = (int) (first % Tile.FULL);
            int width = 1 << (height % Tile.HEIGHT);
            Tile tile = Tile.at(level, first / Tile.FULL, size);
            List<TreeHash> hashes = read.computeIfAbsent(tile, _ -> HashTile.read(tile, tiles.read(tile)))
                    .hashes();
            return TreeHash.ofPerfectTree(hashes.subList(begin, begin + width));
        }

        private static long largestPowerOfTwoBelow(long number) {
            return Long.highestOneBit(number - 1);
        }
    }
}
