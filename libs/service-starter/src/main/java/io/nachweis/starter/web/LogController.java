package io.nachweis.starter.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.evidence.tree.PublishedTree;
import io.nachweis.starter.events.LogKeys;
import io.nachweis.transparency.MalformedInput;
import io.nachweis.transparency.Tile;
import io.nachweis.transparency.VerifierKey;
import java.time.Duration;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The public side of the service's log (c2sp.org/tlog-tiles): hashes, and what was signed of them. */
@RestController
class LogController {

    static final String ROUTES = "/log/{service}/**";

    private static final CacheControl FOR_SECONDS =
            CacheControl.maxAge(Duration.ofSeconds(10)).cachePublic();
    private static final CacheControl FOR_MINUTES =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    /** A tile never changes. */
    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final PublishedTree tree;
    private final LogKeys keys;

    LogController(PublishedTree tree, LogKeys keys) {
        this.tree = tree;
        this.keys = keys;
    }

    @GetMapping("/log/${nachweis.service}/checkpoint")
    ResponseEntity<byte[]> checkpoint() {
        return answer(
                tree.checkpoint().orElseThrow(PlatformProblem.NOT_FOUND::refusal), MediaType.TEXT_PLAIN, FOR_SECONDS);
    }

    @GetMapping("/log/${nachweis.service}/tile/{*path}")
    ResponseEntity<byte[]> tile(@PathVariable String path) {
        return answer(
                tree.tile(parse(path)).orElseThrow(PlatformProblem.NOT_FOUND::refusal),
                MediaType.APPLICATION_OCTET_STREAM,
                FOR_GOOD);
    }

    /** A line each, as c2sp.org/signed-note has them, newest first. */
    @GetMapping("/log/${nachweis.service}/keys")
    ResponseEntity<byte[]> keys() {
        String lines = keys.all().stream().map(VerifierKey::text).collect(Collectors.joining("\n", "", "\n"));
        return answer(lines.getBytes(UTF_8), MediaType.TEXT_PLAIN, FOR_MINUTES);
    }

    private static Tile parse(String path) {
        try {
            return Tile.parse("tile" + path);
        } catch (MalformedInput _) {
            throw PlatformProblem.NOT_FOUND.refusal();
        }
    }

    private static ResponseEntity<byte[]> answer(byte[] body, MediaType type, CacheControl caching) {
        return ResponseEntity.ok().contentType(type).cacheControl(caching).body(body);
    }
}
