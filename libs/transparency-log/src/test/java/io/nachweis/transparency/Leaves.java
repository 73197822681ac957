package io.nachweis.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.IntStream;

/** Leaves for trees, each different from all others and the same in each test. */
final class Leaves {

    private Leaves() {}

    /** Their hashes. */
    static List<TreeHash> first(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TreeHash.ofLeaf(("leaf " + i).getBytes(UTF_8)))
                .toList();
    }
}
