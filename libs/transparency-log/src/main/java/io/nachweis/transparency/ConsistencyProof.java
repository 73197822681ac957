package io.nachweis.transparency;

import java.util.ArrayList;
import java.util.List;

/**
 * Proves that a tree is the beginning of another one, so that nothing was changed or removed between them (RFC 9162
 * §2.1.4). Of which trees is said by the heads that it is verified against.
 *
 * @param hashes of the subtrees that lead to both roots; none between equal sizes and from the empty tree
 */
public record ConsistencyProof(List<TreeHash> hashes) {

    public ConsistencyProof {
        hashes = List.copyOf(hashes);
    }

    /**
     * RFC 9162 §2.1.4.2, by its steps, for 0 &lt; older &lt; newer. A tree is consistent with itself, and every tree with
     * the empty one, without a hash (c2sp.org/tlog-witness). Throws nothing, whatever the proof.
     */
    public ProofVerdict verify(TreeHead older, TreeHead newer) {
        if (older.size() > newer.size()) {
            return ProofVerdict.SHRUNK;
        }
        if (older.size() == 0 || older.size() == newer.size()) {
            return verifyWithoutHashes(older, newer);
        }
        if (hashes.isEmpty()) { // 1
            return ProofVerdict.TOO_SHORT;
        }
        List<TreeHash> path = new ArrayList<>(hashes);
        if (Long.bitCount(older.size()) == 1) { // 2
            path.addFirst(older.root());
        }
        long fn = older.size() - 1; // 3
        long sn = newer.size() - 1;
        while (fn % 2 == 1) { // 4
            fn >>= 1;
            sn >>= 1;
        }
        TreeHash fr = path.getFirst(); // 5
        TreeHash sr = fr;
        for (TreeHash c : path.subList(1, path.size())) { // 6
            if (sn == 0) {
                return ProofVerdict.TOO_LONG;
            }
            if (fn % 2 == 1 || fn == sn) {
                fr = TreeHash.ofNode(c, fr);
                sr = TreeHash.ofNode(c, sr);
                while (fn % 2 == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = TreeHash.ofNode(sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        if (sn != 0) { // 7
            return ProofVerdict.TOO_SHORT;
        }
        if (!fr.equals(older.root())) {
            return ProofVerdict.WRONG_OLDER_ROOT;
        }
        return sr.equals(newer.root()) ? ProofVerdict.HOLDS : ProofVerdict.WRONG_ROOT;
    }

    private ProofVerdict verifyWithoutHashes(TreeHead older, TreeHead newer) {
        if (!hashes.isEmpty()) {
            return ProofVerdict.TOO_LONG;
        }
        return older.size() == 0 || older.equals(newer) ? ProofVerdict.HOLDS : ProofVerdict.WRONG_ROOT;
    }
}
