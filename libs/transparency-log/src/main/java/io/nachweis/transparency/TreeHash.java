package io.nachweis.transparency;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A hash of a Merkle tree (RFC 9162 §2.1.1): of a leaf, or of everything below a node. 32 bytes of SHA-256, where a
 * prefix keeps leaves and nodes apart.
 */
public final class TreeHash {

    static final int BYTES = 32;

    /** The hash of the tree without leaves, SHA-256 of nothing. */
    public static final TreeHash EMPTY = new TreeHash(sha256().digest());

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final byte[] bytes;

    private TreeHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The hash of a leaf with these bytes, SHA-256(0x00 ‖ leaf). */
    public static TreeHash ofLeaf(byte[] leaf) {
        MessageDigest sha256 = sha256();
        sha256.update(LEAF);
        return new TreeHash(sha256.digest(leaf));
    }

    /** The hash of the node above these two, SHA-256(0x01 ‖ left ‖ right). */
    public static TreeHash ofNode(TreeHash left, TreeHash right) {
        MessageDigest sha256 = sha256();
        sha256.update(NODE);
        sha256.update(left.bytes);
        return new TreeHash(sha256.digest(right.bytes));
    }

    /** The hash of the perfect binary tree above these, a power of two in number. */
    static TreeHash ofPerfectTree(List<TreeHash> hashes) {
        TreeHash[] row = hashes.toArray(TreeHash[]::new);
        for (int width = row.length / 2; width > 0; width /= 2) {
            for (int i = 0; i < width; i++) {
                row[i] = ofNode(row[2 * i], row[2 * i + 1]);
            }
        }
        return row[0];
    }

    /** @throws MalformedInput when these are not 32 bytes */
    public static TreeHash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new MalformedInput("A hash has " + BYTES + " bytes, not " + bytes.length);
        }
        return new TreeHash(bytes.clone());
    }

    /** @throws MalformedInput when this is not the base64 of 32 bytes */
    public static TreeHash ofBase64(String text) {
        return of(Base64Text.decode(text));
    }

    /**
     * @param text in digits of either case
     * @throws MalformedInput when this is not the hexadecimal text of 32 bytes
     */
    public static TreeHash ofHex(String text) {
        byte[] bytes;
        try {
            bytes = HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException _) {
            throw new MalformedInput("This is no hexadecimal text");
        }
        return of(bytes);
    }

    static TreeHash copyOf(byte[] source, int offset) {
        return new TreeHash(Arrays.copyOfRange(source, offset, offset + BYTES));
    }

    void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, BYTES);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** With padding, as checkpoints have it. */
    public String base64() {
        return Base64Text.of(bytes);
    }

    /** In lower case. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
