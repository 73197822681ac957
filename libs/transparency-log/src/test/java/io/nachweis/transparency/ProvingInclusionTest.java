package io.nachweis.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvingInclusionTest {

    private static final long SEED = 76;
    private static final List<TreeHash> LEAVES = Leaves.first(66_000);
    private static final StoredTiles TILES = StoredTiles.of(LEAVES);
    private static final TiledTree TREE = TILES.tree();

    @Test
    void is_as_defined_for_every_leaf_of_every_small_tree() {
        for (int size = 1; size <= 70; size++) {
            List<TreeHash> leaves = LEAVES.subList(0, size);
            TreeHead head = ByDefinition.head(leaves);
            for (int index = 0; index < size; index++) {
                InclusionProof proof = TREE.proveInclusion(index, size);

                assertThat(proof.hashes()).isEqualTo(ByDefinition.inclusion(index, leaves));
                assertThat(proof.verify(leaves.get(index), head)).isEqualTo(ProofVerdict.HOLDS);
            }
        }
    }

    @Test
    void refuses_every_forgery_in_every_small_tree() {
        for (int size = 1; size <= 34; size++) {
            TreeHead head = TREE.head(size);
            for (int index = 0; index < size; index++) {
                TreeHash leaf = LEAVES.get(index);
                List<TreeHash> hashes = TREE.proveInclusion(index, size).hashes();
                for (List<TreeHash> forgery : Forgeries.of(hashes)) {
                    assertThat(new InclusionProof(index, forgery).verify(leaf, head))
                            .isNotEqualTo(ProofVerdict.HOLDS);
                }
                for (int other = 0; other < size; other++) {
                    if (other != index) {
                        assertThat(new InclusionProof(other, hashes).verify(leaf, head))
                                .isNotEqualTo(ProofVerdict.HOLDS);
                        assertThat(new InclusionProof(index, hashes).verify(LEAVES.get(other), head))
                                .isEqualTo(ProofVerdict.WRONG_ROOT);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 257, 512, 65_535, 65_536, 65_537, 66_000})
    void is_as_defined_around_full_tiles(int size) {
        List<TreeHash> leaves = LEAVES.subList(0, size);
        for (int index : new int[] {0, 1, 254, size / 2, size - 2, size - 1}) {
            assertThat(TREE.proveInclusion(index, size).hashes()).isEqualTo(ByDefinition.inclusion(index, leaves));
        }
    }

    @Test
    void holds_for_leaves_and_sizes_at_random() {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            int size = random.nextInt(1, LEAVES.size() + 1);
            int index = random.nextInt(size);

            assertThat(TREE.proveInclusion(index, size).verify(LEAVES.get(index), TREE.head(size)))
                    .as("leaf %s of %s, seed %s", index, size, SEED)
                    .isEqualTo(ProofVerdict.HOLDS);
        }
    }

    /** Vectors of others, see the first line of the file. */
    @ParameterizedTest(name = "{1}: {0}")
    @CsvFileSource(resources = "/inclusion-proofs.txt", delimiter = '|')
    void comes_to_the_verdicts_of_others(
            String verdict,
            String tried,
            String index,
            String size,
            @Nullable String leaf,
            @Nullable String root,
            @Nullable String proof) {
        assertThat(Vectors.holds(() -> new InclusionProof(Long.parseUnsignedLong(index), Vectors.hashes(proof))
                        .verify(Vectors.hash(leaf), Vectors.head(size, root))))
                .isEqualTo(verdict.equals("holds"));
    }

    @Test
    void says_what_is_wrong_with_a_proof() {
        TreeHead head = TREE.head(7);
        TreeHash leaf = LEAVES.get(3);
        List<TreeHash> hashes = TREE.proveInclusion(3, 7).hashes();

        assertThat(new InclusionProof(7, hashes).verify(leaf, head)).isEqualTo(ProofVerdict.INDEX_BEYOND_SIZE);
        assertThat(new InclusionProof(-1, hashes).verify(leaf, head)).isEqualTo(ProofVerdict.INDEX_BEYOND_SIZE);
        assertThat(new InclusionProof(Long.MIN_VALUE, hashes).verify(leaf, head))
                .isEqualTo(ProofVerdict.INDEX_BEYOND_SIZE);
        assertThat(new InclusionProof(3, hashes.subList(0, 2)).verify(leaf, head))
                .isEqualTo(ProofVerdict.TOO_SHORT);
        assertThat(new InclusionProof(3, List.of()).verify(leaf, head)).isEqualTo(ProofVerdict.TOO_SHORT);
        assertThat(new InclusionProof(3, Collections.nCopies(1_000, leaf)).verify(leaf, head))
                .isEqualTo(ProofVerdict.TOO_LONG);
        assertThat(new InclusionProof(3, hashes).verify(leaf, TREE.head(8))).isEqualTo(ProofVerdict.WRONG_ROOT);
        assertThat(new InclusionProof(0, List.of()).verify(leaf, TREE.head(0)))
                .isEqualTo(ProofVerdict.INDEX_BEYOND_SIZE);
        assertThat(ProofVerdict.values())
                .allSatisfy(verdict -> assertThat(verdict.words()).matches("[A-Z].*[a-z]"));
    }

    @Test
    void withstands_proofs_at_random() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            TreeHead head = new TreeHead(random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63) | 1, LEAVES.get(1));
            InclusionProof proof =
                    new InclusionProof(random.nextLong() >>> random.nextInt(64), LEAVES.subList(0, random.nextInt(70)));

            assertThat(proof.verify(LEAVES.getFirst(), head))
                    .as("seed %s", SEED)
                    .isNotEqualTo(ProofVerdict.HOLDS);
        }
    }

    @Test
    void reads_two_tiles_a_level_at_most_and_none_twice() {
        TILES.takeRead();
        for (int index = 0; index < LEAVES.size(); index += 997) {
            TREE.proveInclusion(index, LEAVES.size());
            List<Tile> read = TILES.takeRead();

            Map<Integer, Long> byLevel =
                    read.stream().collect(Collectors.groupingBy(Tile::level, Collectors.counting()));
            assertThat(read).doesNotHaveDuplicates();
            assertThat(byLevel.values()).allMatch(tiles -> tiles <= 2);
        }
    }

    @Test
    void proves_nothing_about_what_is_not_there() {
        assertThatThrownBy(() -> TREE.proveInclusion(7, 7)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TREE.proveInclusion(-1, 7)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TREE.proveInclusion(0, 66_001)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TREE.head(66_001)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new TiledTree(5, tile -> new byte[31]).head(5))
                .isInstanceOf(MalformedInput.class)
                .hasMessage("tile/0/000.p/5 has 160 bytes, not 31");
    }
}
