package io.nachweis.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.transparency.Checkpoint;
import io.nachweis.transparency.HashTile;
import io.nachweis.transparency.NoteVerdict.Genuine;
import io.nachweis.transparency.NoteVerdict.Refused;
import io.nachweis.transparency.ProofVerdict;
import io.nachweis.transparency.Tile;
import io.nachweis.transparency.TiledTree;
import io.nachweis.transparency.TreeEdge;
import io.nachweis.transparency.TreeHash;
import io.nachweis.transparency.TreeHead;
import io.nachweis.transparency.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a stranger, who has nothing but the address of the gateway, gets to see of a service's log. */
public record PublicLog(PlatformUnderTest platform, String service) {

    /** Has a platform publish what it signs without waiting for an hour to be over. */
    public static final Map<String, String> AT_ONCE = Map.of("NACHWEIS_CHECKPOINTS_PUBLISHED_EVERY", "1s");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Of all that the log has by now. */
    public TreeHead published() {
        long size;
        try (Log log = Log.of(service, platform)) {
            size = log.atRest();
        }
        return Await.until("all of it is published", () -> verified(checkpoint()), head -> head.size() >= size);
    }

    public byte[] checkpoint() {
        return get("/checkpoint");
    }

    /** What a checkpoint of this log says, wherever it was found. */
    public TreeHead verified(byte[] note) {
        VerifierKey key = new String(get("/keys"), UTF_8)
                .lines()
                .map(VerifierKey::parse)
                .findFirst()
                .orElseThrow();
        return switch (Checkpoint.verify(note, List.of(key))) {
            case Genuine<Checkpoint>(var checkpoint, var _) -> {
                assertThat(checkpoint.origin()).isEqualTo("localhost/log/" + service);
                yield checkpoint.head();
            }
            case Refused<Checkpoint>(var _, var words) -> throw new AssertionError(words);
        };
    }

    /** From the hashes of the leaves alone. */
    public TreeHead rebuilt(long size) {
        List<TreeHash> leaves = new ArrayList<>();
        Tile.ofTree(size)
                .filter(tile -> tile.level() == 0)
                .forEach(tile -> leaves.addAll(HashTile.read(tile, tile(tile)).hashes()));
        return TreeEdge.EMPTY.append(leaves).edge().head();
    }

    /** By the tiles that anybody may fetch. */
    public ProofVerdict isBeginning(TreeHead earlier, TreeHead later) {
        return new TiledTree(later.size(), this::tile)
                .proveConsistency(earlier.size(), later.size())
                .verify(earlier, later);
    }

    private byte[] tile(Tile tile) {
        return get("/" + tile.path());
    }

    public String address(String path) {
        return platform.addresses().gateway() + "/log/" + service + path;
    }

    private byte[] get(String path) {
        try {
            HttpResponse<byte[]> answer =
                    HTTP.send(HttpRequest.newBuilder(URI.create(address(path))).build(), BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
