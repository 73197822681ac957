package io.nachweis.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that is not ours accepts what we write, and refuses it when a bit of it is changed ({@code verify.go}). */
class VerifyingWithGoTest {

    private static final Path SOURCE = Path.of("src/test/go/verify.go").toAbsolutePath();
    private static final Path LIBRARIES = Path.of("/usr/share/gocode");
    private static final Path LIBRARY = LIBRARIES.resolve("src/golang.org/x/mod/sumdb/tlog");

    private static final List<TreeHash> LEAVES = Leaves.first(66_000);
    private static final StoredTiles TILES = StoredTiles.of(LEAVES);

    @TempDir
    static Path beside;

    private static Path program;

    @TempDir
    Path log;

    @BeforeAll
    static void compile() throws IOException, InterruptedException {
        if (!Files.isDirectory(LIBRARY)) {
            skip("there is no golang-golang-x-mod-dev");
        }
        program = beside.resolve("verify");
        ProcessBuilder compiler = new ProcessBuilder("go", "build", "-o", program.toString(), SOURCE.toString());
        compiler.environment()
                .putAll(Map.of(
                        "GO111MODULE",
                        "off",
                        "GOPATH",
                        LIBRARIES.toString(),
                        "GOFLAGS",
                        "",
                        "GOCACHE",
                        beside.resolve("cache").toString()));
        try {
            if (compiler.inheritIO().start().waitFor() != 0) {
                throw new IllegalStateException("go does not compile " + SOURCE);
            }
        } catch (IOException e) {
            skip("there is no go");
        }
    }

    private static void skip(String why) {
        System.err.println(
                "SKIPPED: " + why + ", so tiles, proofs and checkpoints are not verified by code of others.");
        abort(why);
    }

    @BeforeEach
    void write() throws IOException {
        NoteSigner signer = LogKeys.named("example.org/log");
        Checkpoint checkpoint = new Checkpoint("example.org/log", TILES.edge().head());
        Files.writeString(log.resolve("key"), signer.publicKey().text());
        Files.write(log.resolve("checkpoint"), checkpoint.sign(signer).bytes());
        Files.write(log.resolve("leaves"), LEAVES.stream().map(TreeHash::base64).toList());
        for (Map.Entry<Tile, byte[]> tile : TILES.all().entrySet()) {
            Path file = log.resolve(tile.getKey().path());
            Files.createDirectories(file.getParent());
            Files.write(file, tile.getValue());
        }
        Files.write(log.resolve("proofs"), proofs());
    }

    private static List<String> proofs() {
        TiledTree tree = TILES.tree();
        List<String> proofs = new ArrayList<>();
        for (int size : new int[] {1, 2, 7, 255, 256, 257, 65_535, 65_536, 65_537, 66_000}) {
            for (int index : new int[] {0, size / 3, size - 1}) {
                proofs.add(line(
                        "inclusion",
                        index,
                        size,
                        tree.proveInclusion(index, size).hashes()));
            }
            for (int older : new int[] {1, size / 2 + 1, size}) {
                proofs.add(line(
                        "consistency",
                        older,
                        size,
                        tree.proveConsistency(older, size).hashes()));
            }
        }
        return proofs;
    }

    private static String line(String kind, int first, int second, List<TreeHash> hashes) {
        return hashes.stream()
                .map(TreeHash::base64)
                .collect(Collectors.joining(" ", kind + " " + first + " " + second + " ", ""));
    }

    @Test
    void accepts_the_checkpoint_the_tiles_and_the_proofs() throws IOException, InterruptedException {
        assertThat(verify()).isEmpty();
    }

    @Test
    void refuses_a_checkpoint_of_another_size() throws IOException, InterruptedException {
        change("checkpoint", "\n66000\n", "\n66001\n");

        assertThat(verify()).startsWith("checkpoint: invalid signature");
    }

    @Test
    void refuses_a_tile_with_a_bit_flipped() throws IOException, InterruptedException {
        Path tile = log.resolve("tile/0/123");
        byte[] bytes = Files.readAllBytes(tile);
        bytes[4_321] ^= 1;
        Files.write(tile, bytes);

        assertThat(verify()).isEqualTo("tiles: downloaded inconsistent tile\n");
    }

    @Test
    void refuses_an_inclusion_proof_of_another_leaf() throws IOException, InterruptedException {
        change("proofs", "inclusion 22000 66000", "inclusion 22001 66000");

        assertThat(verify()).startsWith("inclusion: ");
    }

    @Test
    void refuses_a_consistency_proof_between_other_sizes() throws IOException, InterruptedException {
        change("proofs", "consistency 33001 66000", "consistency 33002 66000");

        assertThat(verify()).startsWith("consistency: ");
    }

    private void change(String file, String from, String to) throws IOException {
        String text = Files.readString(log.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(log.resolve(file), text.replace(from, to));
    }

    /** What is wrong, by its words; nothing if all is accepted. */
    private String verify() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString(), log.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String words = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isEqualTo(words.isEmpty() ? 0 : 1);
        return words;
    }
}
