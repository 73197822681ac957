package io.nachweis.transparency;

/**
 * Size and root hash of a tree (c2sp.org/tlog-checkpoint): together they fix every leaf and their order.
 *
 * @param size the number of leaves
 */
public record TreeHead(long size, TreeHash root) {

    /** @throws MalformedInput when the size is negative, or 0 and the root not that of the empty tree */
    public TreeHead {
        if (size < 0) {
            throw new MalformedInput("A tree has no negative size: " + size);
        }
        if (size == 0 && !root.equals(TreeHash.EMPTY)) {
            throw new MalformedInput(
                    "The root of an empty tree is " + TreeHash.EMPTY.base64() + ", not " + root.base64());
        }
    }
}
