package io.nachweis.transparency;

import java.util.List;

/**
 * Proves that a leaf is in a tree (RFC 9162 §2.1.3). Of which tree is said by the head that it is verified against,
 * never by the proof: with a size to choose, a liar could choose the index.
 *
 * @param index of the leaf, from 0
 * @param hashes of the subtrees beside the way from the leaf up to the root, at most 63
 */
public record InclusionProof(long index, List<TreeHash> hashes) {

    public InclusionProof {
        hashes = List.copyOf(hashes);
    }

    /**
     * RFC 9162 §2.1.3.2, by its steps. Throws nothing, whatever the proof.
     *
     * @param leaf the hash of the leaf
     * @param head of the tree, from a source that is believed
     */
    public ProofVerdict verify(TreeHash leaf, TreeHead head) {
        if (index < 0 || index >= head.size()) { // 1
            return ProofVerdict.INDEX_BEYOND_SIZE;
        }
        long fn = index; // 2
        long sn = head.size() - 1;
        TreeHash r = leaf; // 3
        for (TreeHash p : hashes) { // 4
            if (sn == 0) {
                return ProofVerdict.TOO_LONG;
            }
            if (fn % 2 == 1 || fn == sn) {
                r = TreeHash.ofNode(p, r);
                while (fn % 2 == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                r = TreeHash.ofNode(r, p);
            }
            fn >>= 1;
            sn >>= 1;
        }
        if (sn != 0) { // 5
            return ProofVerdict.TOO_SHORT;
        }
        return r.equals(head.root()) ? ProofVerdict.HOLDS : ProofVerdict.WRONG_ROOT;
    }
}
