package io.nachweis.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashingTreesTest {

    @Test
    void gives_the_leaves_of_the_reference_tree_their_hashes() {
        assertThat(ReferenceTree.leaves())
                .extracting(TreeHash::hex)
                .containsExactly(
                        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7",
                        "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7",
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
                        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
                        "46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1");
    }

    @Test
    void gives_the_reference_tree_its_root_at_every_size() {
        List<TreeHash> leaves = ReferenceTree.leaves();
        TiledTree tree = StoredTiles.of(leaves).tree();

        for (int size = 0; size <= leaves.size(); size++) {
            TreeHead expected = new TreeHead(size, ReferenceTree.ROOTS.get(size));
            assertThat(ByDefinition.head(leaves.subList(0, size))).isEqualTo(expected);
            assertThat(StoredTiles.of(leaves.subList(0, size)).edge().head()).isEqualTo(expected);
            assertThat(tree.head(size)).isEqualTo(expected);
        }
    }

    @Test
    void writes_a_hash_as_it_reads_it() {
        TreeHash hash = ReferenceTree.ROOTS.getLast();

        assertThat(TreeHash.of(hash.bytes())).isEqualTo(hash).hasSameHashCodeAs(hash);
        assertThat(TreeHash.ofHex(hash.hex())).isEqualTo(hash).hasToString(hash.hex());
        assertThat(TreeHash.ofBase64(hash.base64())).isEqualTo(hash);
        assertThat(hash.base64()).isEqualTo("XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=");
        assertThat(hash).isNotEqualTo(Forgeries.flipped(hash, 255)).isNotEqualTo(hash.hex());
    }

    @Test
    void is_not_changed_by_who_holds_its_bytes() {
        byte[] bytes = TreeHash.EMPTY.bytes();
        TreeHash hash = TreeHash.of(bytes);

        bytes[0]++;
        hash.bytes()[0]++;

        assertThat(hash).isEqualTo(TreeHash.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg",
                "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh=",
                "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz-Nw7_RgQyg=",
                " XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=",
                "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
                "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQygA"
            })
    void reads_base64_in_one_way_only(String text) {
        assertThatThrownBy(() -> TreeHash.ofBase64(text)).isInstanceOf(MalformedInput.class);
    }

    @Test
    void says_what_is_no_hash() {
        assertThatThrownBy(() -> TreeHash.of(new byte[31]))
                .isInstanceOf(MalformedInput.class)
                .hasMessage("A hash has 32 bytes, not 31");
        assertThatThrownBy(() -> TreeHash.ofHex("5dc9da79"))
                .isInstanceOf(MalformedInput.class)
                .hasMessage("A hash has 32 bytes, not 4");
        assertThatThrownBy(() -> TreeHash.ofHex("g"))
                .isInstanceOf(MalformedInput.class)
                .hasMessage("This is no hexadecimal text");
    }

    @Test
    void knows_no_tree_of_a_negative_size_and_one_of_size_0() {
        assertThatThrownBy(() -> new TreeHead(-1, TreeHash.EMPTY))
                .isInstanceOf(MalformedInput.class)
                .hasMessage("A tree has no negative size: -1");
        assertThatThrownBy(() -> new TreeHead(0, ReferenceTree.ROOTS.get(1)))
                .isInstanceOf(MalformedInput.class)
                .hasMessageStartingWith(
                        "The root of an empty tree is " + Base64.getEncoder().encodeToString(TreeHash.EMPTY.bytes()));
    }
}
