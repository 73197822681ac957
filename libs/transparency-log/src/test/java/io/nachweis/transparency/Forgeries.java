package io.nachweis.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Proofs with one thing wrong: a hash removed, added, changed by one bit, or in the place of its neighbour. */
final class Forgeries {

    private static final TreeHash FOREIGN = TreeHash.ofLeaf("of another tree".getBytes(UTF_8));

    private Forgeries() {}

    static List<List<TreeHash>> of(List<TreeHash> proof) {
        List<List<TreeHash>> forgeries = new ArrayList<>();
        for (int i = 0; i < proof.size(); i++) {
            List<TreeHash> removed = new ArrayList<>(proof);
            removed.remove(i);
            List<TreeHash> changed = new ArrayList<>(proof);
            changed.set(i, flipped(proof.get(i), 37 * i));
            List<TreeHash> doubled = new ArrayList<>(proof);
            doubled.add(i, proof.get(i));
            Collections.addAll(forgeries, removed, changed, doubled);
            if (i > 0) {
                List<TreeHash> swapped = new ArrayList<>(proof);
                Collections.swap(swapped, i - 1, i);
                forgeries.add(swapped);
            }
        }
        for (int i = 0; i <= proof.size(); i++) {
            List<TreeHash> added = new ArrayList<>(proof);
            added.add(i, FOREIGN);
            forgeries.add(added);
        }
        return forgeries;
    }

    static TreeHash flipped(TreeHash hash, int bit) {
        byte[] bytes = hash.bytes();
        bytes[bit / 8 % bytes.length] ^= (byte) (1 << bit % 8);
        return TreeHash.of(bytes);
    }
}
