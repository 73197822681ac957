package io.nachweis.transparency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is needed of a tree to append to it: its size and its partial tiles, the right edge of each level. At most
 * 255 hashes for each of 8 levels, however large the tree.
 *
 * @param tiles from level 0 up, those of {@link Tile#partialOfTree}
 */
public record TreeEdge(long size, List<HashTile> tiles) {

    /** The edge of the tree without leaves. */
    public static final TreeEdge EMPTY = new TreeEdge(0, List.of());

    /**
     * What became of a tree that grew.
     *
     * @param filled the tiles that are full now and were not before, level by level; they never change again
     */
    public record Growth(List<HashTile> filled, TreeEdge edge) {

        public Growth {
            filled = List.copyOf(filled);
        }
    }

    /** @throws MalformedInput when a tree of this size has other partial tiles */
    public TreeEdge {
        tiles = List.copyOf(tiles);
        List<Tile> names = tiles.stream().map(HashTile::tile).toList();
        if (!names.equals(Tile.partialOfTree(size))) {
            throw new MalformedInput("The edge of a tree of size " + size + " does not consist of " + names);
        }
    }

    /** The edge of a tree of this size whose tiles are stored. */
    public static TreeEdge read(long size, TileReader stored) {
        List<HashTile> tiles = new ArrayList<>();
        for (Tile tile : Tile.partialOfTree(size)) {
            tiles.add(HashTile.read(tile, stored.read(tile)));
        }
        return new TreeEdge(size, tiles);
    }

    /**
     * Appends leaves, a batch as large as fits in memory: many small batches give the same tree as few large ones.
     *
     * @param leaves their hashes, in order
     */
    public Growth append(List<TreeHash> leaves) {
        long newSize = Math.addExact(size, leaves.size());
        Map<Integer, List<TreeHash>> edge = new HashMap<>();
        tiles.forEach(tile -> edge.put(tile.tile().level(), tile.hashes()));
        List<HashTile> filled = new ArrayList<>();
        List<HashTile> partial = new ArrayList<>();
        List<TreeHash> added = leaves;
        for (int level = 0; Tile.hashes(level, newSize) > 0; level++) {
            List<TreeHash> hashes = new ArrayList<>(edge.getOrDefault(level, List.of()));
            hashes.addAll(added);
            List<TreeHash> roots = new ArrayList<>();
            long index = Tile.hashes(level, size) / Tile.FULL;
            int from = 0;
            for (; from + Tile.FULL <= hashes.size(); from += Tile.FULL) {
                List<TreeHash> tile = hashes.subList(from, from + Tile.FULL);
                filled.add(new HashTile(new Tile(level, index++, Tile.FULL), tile));
                roots.add(TreeHash.ofPerfectTree(tile));
            }
            List<TreeHash> rest = hashes.subList(from, hashes.size());
            if (!rest.isEmpty()) {
                partial.add(new HashTile(new Tile(level, index, rest.size()), rest));
            }
            added = roots;
        }
        return new Growth(filled, new TreeEdge(newSize, partial));
    }

    /** Size and root of the tree. */
    public TreeHead head() {
        return new TreeHead(size, root());
    }

    /** From right to left, where the perfect subtrees get larger: those of a tile are as the bits of its width. */
    private TreeHash root() {
        TreeHash root = null;
        for (HashTile tile : tiles) {
            int end = tile.hashes().size();
            while (end > 0) {
                int begin = end - Integer.lowestOneBit(end);
                TreeHash subtree = TreeHash.ofPerfectTree(tile.hashes().subList(begin, end));
                root = root == null ? subtree : TreeHash.ofNode(subtree, root);
                end = begin;
            }
        }
        return root == null ? TreeHash.EMPTY : root;
    }
}
