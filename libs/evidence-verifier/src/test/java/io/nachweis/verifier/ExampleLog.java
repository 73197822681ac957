package io.nachweis.verifier;

import static io.nachweis.verifier.Document.array;
import static io.nachweis.verifier.Document.object;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.transparency.Checkpoint;
import io.nachweis.transparency.NoteSigner;
import io.nachweis.transparency.TiledTree;
import io.nachweis.transparency.TreeEdge;
import io.nachweis.transparency.TreeHash;
import io.nachweis.transparency.VerifierKey;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.EdECPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A log of less than 256 entries, with a key, salts and nonces that are the same every time. */
final class ExampleLog {

    private final NoteSigner signer;
    private final List<String> leaves = new ArrayList<>();
    private final Map<Integer, List<String>> disclosures = new TreeMap<>();

    ExampleLog(String origin, int seed) {
        signer = signer(origin, seed);
    }

    static NoteSigner signer(String origin, int seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new SecureRandom() {
                private static final long serialVersionUID = 1L;

                @Override
                public void nextBytes(byte[] bytes) {
                    Arrays.fill(bytes, (byte) seed);
                }
            });
            KeyPair pair = generator.generateKeyPair();
            return new NoteSigner(new VerifierKey(origin, (EdECPublicKey) pair.getPublic()), pair.getPrivate());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has Ed25519", e);
        }
    }

    VerifierKey key() {
        return signer.publicKey();
    }

    String origin() {
        return key().name();
    }

    /** A leaf with whatever members; those that every leaf has are added. */
    ExampleLog add(String type, String recordedAt, Map<String, Object> members) {
        Map<String, Object> leaf = object("id", id(leaves.size()), "type", type, "recordedAt", recordedAt);
        leaf.put("nonce", Base64Url.of(counting(leaves.size())));
        leaf.putAll(members);
        return add(Document.json(leaf).canonical());
    }

    ExampleLog add(String leaf) {
        leaves.add(leaf);
        return this;
    }

    /** Entries of others, of which this file knows the hashes on the way at most. */
    ExampleLog others(int number) {
        for (int i = 0; i < number; i++) {
            add("page.viewed.v1", "2026-03-01T08:00:00.000000Z", object("data", object("number", leaves.size())));
        }
        return this;
    }

    /** An entry about a person, whose values are committed to in its leaf. */
    ExampleLog add(
            String type,
            String recordedAt,
            String stream,
            int sequence,
            Map<String, Object> data,
            Map<String, Object> personal) {
        Map<String, Object> leafData = object();
        leafData.putAll(data);
        Map<String, Object> categories = object();
        TreeSet<String> digests = new TreeSet<>();
        List<String> shown = new ArrayList<>();
        personal.forEach((name, value) -> {
            String disclosure = disclosure(shown.size() + 16 * leaves.size(), name, value);
            shown.add(disclosure);
            digests.add(digest(disclosure));
            categories.put(name, "consent-records");
        });
        disclosures.put(leaves.size(), shown);
        Map<String, Object> members = object("aggregate", "Subscription", "stream", stream, "sequence", sequence);
        if (!digests.isEmpty()) {
            leafData.put("_sd", new ArrayList<Object>(digests));
            members.put("_sd_alg", "sha-256");
            members.put("categories", categories);
        }
        members.put("data", leafData);
        return add(type, recordedAt, members);
    }

    static String disclosure(int salt, String name, Object value) {
        return Base64Url.of(
                Document.json(array(Base64Url.of(counting(salt)), name, value)).canonicalBytes());
    }

    static String digest(String disclosure) {
        return Base64Url.of(Sha256.of(disclosure.getBytes(UTF_8)));
    }

    private static String id(int number) {
        return "7d0e1f2a-0000-4000-8000-%012d".formatted(number);
    }

    private static byte[] counting(int first) {
        byte[] bytes = new byte[16];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private TreeEdge edge() {
        return TreeEdge.EMPTY
                .append(leaves.stream()
                        .map(leaf -> TreeHash.ofLeaf(leaf.getBytes(UTF_8)))
                        .toList())
                .edge();
    }

    String checkpoint() {
        return new Checkpoint(origin(), edge().head()).sign(signer).toString();
    }

    Map<String, Object> evidence(int... positions) {
        List<Object> entries = array();
        for (int position : positions) {
            entries.add(entry(position));
        }
        return object("origin", origin(), "key", key().text(), "checkpoint", checkpoint(), "entries", entries);
    }

    Map<String, Object> entry(int position) {
        TreeEdge edge = edge();
        List<TreeHash> proof = new TiledTree(
                        leaves.size(), _ -> edge.tiles().getFirst().bytes())
                .proveInclusion(position, leaves.size())
                .hashes();
        Map<String, Object> entry = object("position", position, "leaf", leaves.get(position));
        if (!disclosures.getOrDefault(position, List.of()).isEmpty()) {
            entry.put("disclosures", new ArrayList<Object>(disclosures.get(position)));
        }
        entry.put(
                "proof",
                new ArrayList<Object>(proof.stream()
                        .map(hash -> Base64.getEncoder().encodeToString(hash.bytes()))
                        .toList()));
        return entry;
    }
}
