package io.nachweis.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingTreesTest {

    private static final long SEED = 1_749_001;
    private static final List<TreeHash> LEAVES = Leaves.first(70_000);

    @Test
    void gives_every_small_tree_the_root_of_the_definition() {
        TreeEdge edge = TreeEdge.EMPTY;
        for (int size = 0; size <= 130; size++) {
            TreeHead expected = ByDefinition.head(LEAVES.subList(0, size));

            assertThat(edge.head()).isEqualTo(expected);
            assertThat(TreeEdge.EMPTY.append(LEAVES.subList(0, size)).edge()).isEqualTo(edge);
            edge = edge.append(LEAVES.subList(size, size + 1)).edge();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 257, 511, 512, 513, 65_279, 65_280, 65_281, 65_535, 65_536, 65_537, 65_792, 70_000})
    void gives_trees_around_full_tiles_the_root_of_the_definition(int size) {
        StoredTiles tiles = StoredTiles.of(LEAVES.subList(0, size));

        assertThat(tiles.edge().head()).isEqualTo(ByDefinition.head(LEAVES.subList(0, size)));
        assertThat(tiles.tree().head(size)).isEqualTo(tiles.edge().head());
        assertThat(tiles.all().keySet())
                .containsExactlyInAnyOrderElementsOf(Tile.ofTree(size).toList());
    }

    @Test
    void gives_the_same_tiles_in_batches_of_any_size() {
        StoredTiles atOnce = StoredTiles.of(LEAVES);
        Random random = new Random(SEED);
        for (int largest : new int[] {1_000, 5_000, 70_000}) {
            StoredTiles inBatches = new StoredTiles();
            int size = 0;
            while (size < LEAVES.size()) {
                int next = Math.min(LEAVES.size(), size + random.nextInt(largest));
                inBatches.append(LEAVES.subList(size, next));
                size = next;
            }

            assertThat(inBatches.edge()).as("seed %s", SEED).isEqualTo(atOnce.edge());
            assertThat(inBatches.all()).containsExactlyInAnyOrderEntriesOf(atOnce.all());
        }
    }

    @Test
    void keeps_every_root_that_the_tree_ever_had() {
        TiledTree tree = StoredTiles.of(LEAVES).tree();
        TreeEdge edge = TreeEdge.EMPTY;
        while (edge.size() + 577 <= LEAVES.size()) {
            int size = (int) edge.size();
            edge = edge.append(LEAVES.subList(size, size + 577)).edge();

            assertThat(tree.head(edge.size())).isEqualTo(edge.head());
        }
    }

    @Test
    void goes_on_from_what_is_stored() {
        StoredTiles stored = StoredTiles.of(LEAVES.subList(0, 66_001));

        TreeEdge edge = TreeEdge.read(66_001, stored);

        assertThat(edge).isEqualTo(stored.edge());
        assertThat(stored.takeRead()).isEqualTo(Tile.partialOfTree(66_001));
        assertThat(edge.append(LEAVES.subList(66_001, 70_000)).edge().head())
                .isEqualTo(StoredTiles.of(LEAVES).edge().head());
    }

    @Test
    void changes_nothing_without_leaves() {
        TreeEdge edge = TreeEdge.EMPTY.append(LEAVES.subList(0, 300)).edge();

        assertThat(edge.append(List.of())).isEqualTo(new TreeEdge.Growth(List.of(), edge));
    }

    @Test
    void refuses_the_edge_of_another_size() {
        TreeEdge edge = TreeEdge.EMPTY.append(LEAVES.subList(0, 300)).edge();

        assertThatThrownBy(() -> new TreeEdge(301, edge.tiles()))
                .isInstanceOf(MalformedInput.class)
                .hasMessage("The edge of a tree of size 301 does not consist of [tile/0/001.p/44, tile/1/000.p/1]");
        assertThatThrownBy(() -> new TreeEdge(300, edge.tiles().reversed())).isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() ->
                        new HashTile(new Tile(0, 1, 45), edge.tiles().getFirst().hashes()))
                .isInstanceOf(MalformedInput.class)
                .hasMessage("tile/0/001.p/45 has 45 hashes, not 44");
    }

    @Test
    void ends_where_a_size_would_be_negative() {
        long size = Long.MAX_VALUE;
        TreeEdge edge = new TreeEdge(
                size,
                Tile.partialOfTree(size).stream()
                        .map(tile -> new HashTile(tile, LEAVES.subList(0, tile.width())))
                        .toList());

        assertThat(edge.head().size()).isEqualTo(size);
        assertThatThrownBy(() -> edge.append(LEAVES.subList(0, 1))).isInstanceOf(ArithmeticException.class);
    }
}
