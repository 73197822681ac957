package io.nachweis.transparency;

import java.util.ArrayList;
import java.util.List;

/** Roots and proofs as RFC 9162 defines them, by recursion over all leaves. Slow and easily compared with the text. */
final class ByDefinition {

    private ByDefinition() {}

    /** MTH(D_n), §2.1.1. */
    static TreeHash root(List<TreeHash> leaves) {
        int n = leaves.size();
        if (n == 0) {
            return TreeHash.EMPTY;
        }
        if (n == 1) {
            return leaves.getFirst();
        }
        int k = split(n);
        return TreeHash.ofNode(root(leaves.subList(0, k)), root(leaves.subList(k, n)));
    }

    static TreeHead head(List<TreeHash> leaves) {
        return new TreeHead(leaves.size(), root(leaves));
    }

    /** PATH(m, D_n), §2.1.3.1. */
    static List<TreeHash> inclusion(int m, List<TreeHash> leaves) {
        int n = leaves.size();
        if (n == 1) {
            return List.of();
        }
        int k = split(n);
        return m < k
                ? and(inclusion(m, leaves.subList(0, k)), root(leaves.subList(k, n)))
                : and(inclusion(m - k, leaves.subList(k, n)), root(leaves.subList(0, k)));
    }

    /** PROOF(m, D_n), §2.1.4.1. */
    static List<TreeHash> consistency(int m, List<TreeHash> leaves) {
        return subproof(m, leaves, true);
    }

    private static List<TreeHash> subproof(int m, List<TreeHash> leaves, boolean known) {
        int n = leaves.size();
        if (m == n) {
            return known ? List.of() : List.of(root(leaves));
        }
        int k = split(n);
        return m <= k
                ? and(subproof(m, leaves.subList(0, k), known), root(leaves.subList(k, n)))
                : and(subproof(m - k, leaves.subList(k, n), false), root(leaves.subList(0, k)));
    }

    /** The largest power of two smaller than n. */
    private static int split(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    private static List<TreeHash> and(List<TreeHash> hashes, TreeHash hash) {
        List<TreeHash> all = new ArrayList<>(hashes);
        all.add(hash);
        return all;
    }
}
