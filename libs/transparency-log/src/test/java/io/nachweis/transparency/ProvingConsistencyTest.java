package io.nachweis.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvingConsistencyTest {

    private static final long SEED = 1_995;
    private static final List<TreeHash> LEAVES = Leaves.first(66_000);
    private static final TiledTree TREE = StoredTiles.of(LEAVES).tree();

    @Test
    void is_as_defined_between_all_small_trees() {
        for (int newer = 1; newer <= 70; newer++) {
            List<TreeHash> leaves = LEAVES.subList(0, newer);
            for (int older = 1; older <= newer; older++) {
                ConsistencyProof proof = TREE.proveConsistency(older, newer);

                assertThat(proof.hashes()).isEqualTo(ByDefinition.consistency(older, leaves));
                assertThat(proof.verify(TREE.head(older), TREE.head(newer))).isEqualTo(ProofVerdict.HOLDS);
            }
        }
    }

    @Test
    void refuses_every_forgery_between_all_small_trees() {
        for (int newer = 1; newer <= 34; newer++) {
            TreeHead newerHead = TREE.head(newer);
            TreeHead otherNewer = new TreeHead(newer, LEAVES.get(40));
            for (int older = 1; older < newer; older++) {
                TreeHead olderHead = TREE.head(older);
                TreeHead otherOlder = new TreeHead(older, LEAVES.get(41));
                ConsistencyProof proof = TREE.proveConsistency(older, newer);

                for (List<TreeHash> forgery : Forgeries.of(proof.hashes())) {
                    assertThat(new ConsistencyProof(forgery).verify(olderHead, newerHead))
                            .isNotEqualTo(ProofVerdict.HOLDS);
                }
                // Of a perfect older tree the verifier has the root, and comes to another newer one.
                assertThat(proof.verify(otherOlder, newerHead))
                        .isEqualTo(
                                Integer.bitCount(older) == 1 ? ProofVerdict.WRONG_ROOT : ProofVerdict.WRONG_OLDER_ROOT);
                assertThat(proof.verify(olderHead, otherNewer)).isEqualTo(ProofVerdict.WRONG_ROOT);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 257, 512, 65_535, 65_536, 65_537, 66_000})
    void is_as_defined_around_full_tiles(int newer) {
        List<TreeHash> leaves = LEAVES.subList(0, newer);
        for (int older : new int[] {1, 2, 128, 254, newer / 2, newer - 1, newer}) {
            assertThat(TREE.proveConsistency(older, newer).hashes()).isEqualTo(ByDefinition.consistency(older, leaves));
        }
    }

    @Test
    void holds_between_sizes_at_random() {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            int newer = random.nextInt(LEAVES.size() + 1);
            int older = random.nextInt(newer + 1);

            assertThat(TREE.proveConsistency(older, newer).verify(TREE.head(older), TREE.head(newer)))
                    .as("%s to %s, seed %s", older, newer, SEED)
                    .isEqualTo(ProofVerdict.HOLDS);
        }
    }

    /** Vectors of others, see the first line of the file. */
    @ParameterizedTest(name = "{1}: {0}")
    @CsvFileSource(resources = "/consistency-proofs.txt", delimiter = '|')
    void comes_to_the_verdicts_of_others(
            String verdict,
            String tried,
            String size1,
            String size2,
            @Nullable String root1,
            @Nullable String root2,
            @Nullable String proof) {
        assertThat(Vectors.holds(() -> new ConsistencyProof(Vectors.hashes(proof))
                        .verify(Vectors.head(size1, root1), Vectors.head(size2, root2))))
                .isEqualTo(verdict.equals("holds"));
    }

    @Test
    void needs_no_hash_from_the_empty_tree_and_to_itself() {
        assertThat(TREE.proveConsistency(0, 9).hashes()).isEmpty();
        assertThat(TREE.proveConsistency(9, 9).hashes()).isEmpty();
        assertThat(new ConsistencyProof(List.of()).verify(TREE.head(0), TREE.head(9)))
                .isEqualTo(ProofVerdict.HOLDS);
        assertThat(new ConsistencyProof(List.of()).verify(TREE.head(9), TREE.head(9)))
                .isEqualTo(ProofVerdict.HOLDS);
        assertThat(new ConsistencyProof(List.of()).verify(TREE.head(9), new TreeHead(9, LEAVES.get(2))))
                .isEqualTo(ProofVerdict.WRONG_ROOT);
        assertThat(new ConsistencyProof(LEAVES.subList(0, 1)).verify(TREE.head(0), TREE.head(9)))
                .isEqualTo(ProofVerdict.TOO_LONG);
        assertThat(new ConsistencyProof(LEAVES.subList(0, 1)).verify(TREE.head(9), TREE.head(9)))
                .isEqualTo(ProofVerdict.TOO_LONG);
    }

    @Test
    void says_what_is_wrong_with_a_proof() {
        List<TreeHash> hashes = TREE.proveConsistency(5, 7).hashes();

        assertThat(new ConsistencyProof(hashes).verify(TREE.head(7), TREE.head(5)))
                .isEqualTo(ProofVerdict.SHRUNK);
        assertThat(new ConsistencyProof(List.of()).verify(TREE.head(5), TREE.head(7)))
                .isEqualTo(ProofVerdict.TOO_SHORT);
        assertThat(new ConsistencyProof(hashes.subList(0, hashes.size() - 1)).verify(TREE.head(5), TREE.head(7)))
                .isEqualTo(ProofVerdict.TOO_SHORT);
        assertThat(new ConsistencyProof(Collections.nCopies(1_000, LEAVES.getFirst()))
                        .verify(TREE.head(5), TREE.head(7)))
                .isEqualTo(ProofVerdict.TOO_LONG);
    }

    @Test
    void withstands_proofs_at_random() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            long newer = random.nextLong(2, Long.MAX_VALUE) >>> random.nextInt(61) | 2;
            TreeHead newerHead = new TreeHead(newer, LEAVES.get(100));
            TreeHead olderHead = new TreeHead(random.nextLong(1, newer), LEAVES.get(101));

            assertThat(new ConsistencyProof(LEAVES.subList(0, random.nextInt(70))).verify(olderHead, newerHead))
                    .as("seed %s", SEED)
                    .isNotEqualTo(ProofVerdict.HOLDS);
        }
    }

    @Test
    void proves_nothing_about_what_is_not_there() {
        assertThatThrownBy(() -> TREE.proveConsistency(8, 7)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TREE.proveConsistency(-1, 7)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TREE.proveConsistency(7, 66_001)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
