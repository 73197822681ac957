package io.nachweis.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamingTilesTest {

    private static final long SEED = 20_240_229;

    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, tile/0/000",
        "0, 999, 1, tile/0/999.p/1",
        "1, 1000, 255, tile/1/x001/000.p/255",
        "7, 1234067, 256, tile/7/x001/x234/067",
        "63, 9223372036854775807, 16, tile/63/x009/x223/x372/x036/x854/x775/807.p/16"
    })
    void is_done_by_level_index_and_width(int level, long index, int width, String path) {
        Tile tile = new Tile(level, index, width);

        assertThat(tile).hasToString(path);
        assertThat(Tile.parse(path)).isEqualTo(tile);
    }

    @Test
    void is_read_as_it_is_written() {
        Random random = new Random(SEED);
        for (int i = 0; i < 10_000; i++) {
            Tile tile = new Tile(
                    random.nextInt(64),
                    random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63),
                    random.nextInt(1, Tile.FULL + 1));

            assertThat(Tile.parse(tile.path())).as("seed %s", SEED).isEqualTo(tile);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile",
                "tile/0",
                "tile/0/",
                "/tile/0/000",
                "tile/0/000/",
                "tile/0/000\n",
                "tile/0/0",
                "tile/0/0000",
                "tile/0/-01",
                "tile/0/+01",
                "tile/0/٠٠١",
                "tile/0/x000/000",
                "tile/0/x000/001",
                "tile/0/001/002",
                "tile/0/x001",
                "tile/0/x001/x002",
                "tile/0/X001/002",
                "tile/0/x009/x223/x372/x036/x854/x775/808",
                "tile/0/x001/x000/x000/x000/x000/x000/x000/000",
                "tile/00/000",
                "tile/64/000",
                "tile/-1/000",
                "tile/x/000",
                "tile/entries/000",
                "tile/8/0/000",
                "tile/0/000.p",
                "tile/0/000.p/",
                "tile/0/000.p/0",
                "tile/0/000.p/01",
                "tile/0/000.p/256",
                "tile/0/000.p/999999999999",
                "tile/0/000.p/1/2",
                "tile/0/000.p/1.p/1",
                "tile/0/000.q/1",
                "tile/0/../../secret"
            })
    void is_done_in_one_way_only(String path) {
        assertThatThrownBy(() -> Tile.parse(path)).isInstanceOf(MalformedInput.class);
    }

    @Test
    void says_what_is_wrong_with_a_path() {
        assertThatThrownBy(() -> Tile.parse("tile/64/000")).hasMessage("The level of a tile is 0 to 63, not 64");
        assertThatThrownBy(() -> Tile.parse("tile/0/000.p/0")).hasMessage("A tile has 1 to 256 hashes, not 0");
        assertThatThrownBy(() -> Tile.parse("tile/0/x000/001"))
                .hasMessage("The path of this tile is tile/0/001, not tile/0/x000/001");
        assertThatThrownBy(() -> Tile.parse("tile/0/1"))
                .hasMessage("The index of a tile is written by three digits, as in x001/x234/067, not as 1");
        assertThatThrownBy(() -> Tile.parse("tile/0/" + "x001/".repeat(1_000_000) + "001"))
                .hasMessage("The path of a tile has at most 47 characters");
    }

    @Test
    void knows_the_tiles_of_a_tree() {
        Map<String, Long> counts = Tile.ofTree(70_000)
                .collect(Collectors.groupingBy(
                        tile -> tile.level() + (tile.isFull() ? " full" : " partial"), Collectors.counting()));

        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("0 full", 273L, "0 partial", 1L, "1 full", 1L, "1 partial", 1L, "2 partial", 1L));
        assertThat(Tile.partialOfTree(70_000))
                .containsExactly(new Tile(0, 273, 112), new Tile(1, 1, 17), new Tile(2, 0, 1));
        assertThat(Tile.ofTree(256)).containsExactly(new Tile(0, 0, 256), new Tile(1, 0, 1));
        assertThat(Tile.ofTree(0)).isEmpty();
        assertThat(Tile.partialOfTree(Long.MAX_VALUE)).hasSize(8).last().isEqualTo(new Tile(7, 0, 127));
        assertThatThrownBy(() -> Tile.partialOfTree(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knows_which_tiles_a_tree_has_the_hashes_of() {
        assertThat(Tile.ofTree(70_000)).allMatch(tile -> tile.isWithin(70_000));
        assertThat(List.of(new Tile(0, 273, 1), new Tile(0, 0, 7), new Tile(2, 0, 1)))
                .allMatch(tile -> tile.isWithin(70_000));
        assertThat(List.of(
                        new Tile(0, 273, 113),
                        new Tile(0, 273, 256),
                        new Tile(0, 274, 1),
                        new Tile(1, 2, 1),
                        new Tile(2, 0, 2),
                        new Tile(3, 0, 1),
                        new Tile(63, 0, 1),
                        new Tile(0, Long.MAX_VALUE, 1)))
                .noneMatch(tile -> tile.isWithin(70_000));
    }

    @Test
    void reads_the_bytes_of_a_tile_from_a_wider_one_too() {
        List<TreeHash> leaves = Leaves.first(256);
        HashTile full = new HashTile(new Tile(0, 0, 256), leaves);

        assertThat(full.bytes()).hasSize(8_192);
        assertThat(HashTile.read(full.tile(), full.bytes())).isEqualTo(full);
        assertThat(HashTile.read(new Tile(0, 0, 3), full.bytes()).hashes()).isEqualTo(leaves.subList(0, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32, 95, 97, 8_191, 8_224})
    void refuses_bytes_that_are_no_tile(int length) {
        assertThatThrownBy(() -> HashTile.read(new Tile(0, 0, 3), new byte[length]))
                .isInstanceOf(MalformedInput.class)
                .hasMessage("tile/0/000.p/3 has 96 bytes, not " + length);
    }
}
