package io.nachweis.verifier;

import static io.nachweis.verifier.Document.array;
import static io.nachweis.verifier.Document.object;
import static io.nachweis.verifier.EvidenceExamples.consent;
import static io.nachweis.verifier.EvidenceExamples.good;
import static io.nachweis.verifier.EvidenceExamples.newsletter;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.transparency.SignedNote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Each way to cheat as a file, {@code <code of the violation>[.<how>].json}. Entries are signed by a log that has lost its
 * mind where it takes that: what the verifier refuses must not depend on the signer's good will.
 */
final class BadEvidence {

    private static final String EARLY = "2026-03-01T09:00:00.000000Z";

    private final Map<String, byte[]> files = new TreeMap<>();

    static Map<String, byte[]> all() {
        BadEvidence bad = new BadEvidence();
        bad.unreadable();
        bad.keys();
        bad.checkpoints();
        bad.proofs();
        bad.leaves();
        bad.disclosures();
        return bad.files;
    }

    private void add(String name, Document document) {
        add(name, document.toString());
    }

    private void add(String name, String text) {
        files.put(name + ".json", text.getBytes(UTF_8));
    }

    private void unreadable() {
        String text = good().toString();
        byte[] bytes = text.getBytes(UTF_8);
        files.put("zip-archive.json", zip(bytes));
        byte[] latin1 = "{\"format\":\"nachweis-evidence/1\",\"controller\":\"x\"}".getBytes(UTF_8);
        latin1[latin1.length - 3] = (byte) 0xe4;
        files.put("not-utf-8.json", latin1);
        files.put("not-json.cut-off.json", Arrays.copyOf(bytes, bytes.length / 2));
        add("not-json.empty", "");
        add("not-json.byte-order-mark", "\ufeff" + text);
        add("not-json.something-after-it", text + "{}");
        add("not-json.comma-at-the-end", text.replaceFirst("\\]\\s*\\}\\s*$", "],}"));
        add("not-i-json.fraction", text.replace("\"position\": 2,", "\"position\": 2.0,"));
        add("not-i-json.large-integer", text.replace("\"position\": 2,", "\"position\": 9007199254740992,"));
        add("not-i-json.half-a-character", text.replace("\"2026-06-01\"", "\"\\ud83d\""));
        add("nested-too-deeply", "[".repeat(100_000));
        add("nested-too-deeply.scope", text.replace("\"2026-06-01\"", "[".repeat(70) + "]".repeat(70)));
        add(
                "duplicate-name",
                text.replace("\"controller\": \"idm\",", "\"controller\": \"idm\",\"controller\": \"idm\","));
        add(
                "duplicate-name.by-escape",
                text.replace("\"controller\": \"idm\",", "\"controller\": \"idm\",\"\\u0063ontroller\": \"idm\","));
        add("unknown-format", good().set("/format", "nachweis-evidence/2"));
        add("malformed.no-object", "[]\n");
        add("malformed.member-missing", good().remove("/logs/0/checkpoint"));
        add("malformed.member-unknown", good().set("/logs/0/entries/0/verified", true));
        add("malformed.no-logs", good().set("/logs", array()));
        add("malformed.no-entries", good().set("/logs/1/entries", array()));
        add("malformed.position-negative", good().set("/logs/0/entries/0/position", -1));
        add("malformed.time", good().set("/madeAt", "2026-02-30T10:00:00.000000Z"));
        add("malformed.hash-too-short", good().set("/logs/0/entries/0/proof/0", "AAAA"));
        add(
                "malformed.hash-in-other-base64",
                good().change("/logs/0/entries/0/proof/0", hash -> hash.replace("=", "")));
        add("malformed.anchor", good().set("/logs/0/anchors", array(object("by", "somebody"))));
        Document many = good();
        many.set("/logs/1/entries", Collections.nCopies(10_000, 0));
        add("too-many-entries", many.toString().replace("\n", ""));
    }

    private void keys() {
        add("log-twice", good().set("/logs/1", newsletter().evidence(8)));
        add("key-malformed", good().change("/logs/0/key", key -> key.replaceFirst("\\+[0-9a-f]{8}\\+", "+00000000+")));
        add("key-of-other-log", good().set("/logs/0/key", consent().key().text()));
        add("key-not-trusted.own-log", new Document(EvidenceExamples.file(forger().evidence(3))));
    }

    /** Has the name of a log that is trusted, and a key that is not. */
    private static ExampleLog forger() {
        return new ExampleLog("privacy.example.org/log/consent", 66)
                .others(3)
                .add("consent.given.v1", EARLY, object("data", object("controller", "idm")));
    }

    private void checkpoints() {
        add("checkpoint-malformed", good().set("/logs/0/checkpoint", "privacy.example.org/log/newsletter\n11\n"));
        add(
                "checkpoint-malformed.extension",
                good().set("/logs/1/checkpoint", signedByConsent(text -> text + "extension\n")));
        add("checkpoint-not-signed.other-key", good().set("/logs/1/checkpoint", forger().checkpoint()));
        add("checkpoint-forged.size", good().change("/logs/0/checkpoint", note -> note.replace("\n11\n", "\n12\n")));
        add("checkpoint-not-signed.swapped", good().set("/logs/0/checkpoint", good().at("/logs/1/checkpoint")));
        add(
                "checkpoint-of-other-log",
                good().set("/logs/1/checkpoint", signedByConsent(text -> text.replace("consent", "newsletter"))));
    }

    private static String signedByConsent(UnaryOperator<String> change) {
        String note = consent().checkpoint();
        return SignedNote.sign(
                        change.apply(note.substring(0, note.indexOf("\n\n") + 1)),
                        List.of(ExampleLog.signer("privacy.example.org/log/consent", 2)))
                .toString();
    }

    private void proofs() {
        add("positions-not-ascending.twice", good().set("/logs/0/entries/1", good().at("/logs/0/entries/0")));
        Document swapped = good();
        Object first = swapped.at("/logs/0/entries/0");
        add(
                "positions-not-ascending.swapped",
                swapped.set("/logs/0/entries/0", swapped.at("/logs/0/entries/1"))
                        .set("/logs/0/entries/1", first));
        add("position-beyond-size", good().set("/logs/0/entries/4/position", 11));
        add("position-beyond-size.far", good().set("/logs/0/entries/4/position", 9_007_199_254_740_991L));
        add("proof-too-short", good().remove("/logs/0/entries/0/proof/3"));
        add("proof-too-short.none", good().set("/logs/0/entries/0/proof", array()));
        Document longer = good();
        longer.listAt("/logs/0/entries/0/proof").add(longer.at("/logs/0/entries/1/proof/0"));
        add("proof-too-long", longer);
        Document flood = good();
        add(
                "proof-too-long.flood",
                flood.set(
                        "/logs/0/entries/0/proof", Collections.nCopies(1_000, flood.at("/logs/0/entries/0/proof/0"))));
        add(
                "proof-wrong-root.leaf-changed",
                good().change(
                                "/logs/0/entries/3/leaf",
                                leaf -> leaf.replace("\"codeTyped\":true", "\"codeTyped\":false")));
        add(
                "proof-wrong-root.time-changed",
                good().change("/logs/0/entries/3/leaf", leaf -> leaf.replace("T12:04:10", "T11:59:59")));
        add("proof-wrong-root.position-changed", good().set("/logs/0/entries/0/position", 3));
        add(
                "proof-wrong-root.hashes-swapped",
                good().set("/logs/0/entries/0/proof/0", good().at("/logs/0/entries/0/proof/1"))
                        .set("/logs/0/entries/0/proof/1", good().at("/logs/0/entries/0/proof/0")));
        add(
                "proof-wrong-root.entry-of-other-log",
                good().set("/logs/0/entries/0/leaf", good().at("/logs/1/entries/0/leaf")));
        add(
                "proof-wrong-root.proof-of-other-entry",
                good().set("/logs/0/entries/1/proof", good().at("/logs/0/entries/0/proof")));
    }

    /** Of a log that signs whatever it is given. */
    private void signed(String name, ExampleLog log, int... positions) {
        add(name, new Document(EvidenceExamples.file(log.evidence(positions))));
    }

    private static ExampleLog mad() {
        return new ExampleLog("privacy.example.org/log/consent", 2).others(3);
    }

    private void leaves() {
        String plain = "{\"data\":{},\"id\":\"a\",\"nonce\":\"AAECAwQFBgcICQoLDA0ODw\",\"recordedAt\":\"" + EARLY
                + "\",\"type\":\"a.b.v1\"}";
        signed("leaf-not-canonical.space", mad().add(plain.replace(":{}", ": {}")), 3);
        signed(
                "leaf-not-canonical.order",
                mad().add(plain.replace("\"data\":{},", "").replace("v1\"}", "v1\",\"data\":{}}")),
                3);
        signed("leaf-not-canonical.escape", mad().add(plain.replace("a.b", "a.\\u0062")), 3);
        signed("leaf-not-canonical.duplicate-name", mad().add(plain.replace("\"id\"", "\"data\":{},\"id\"")), 3);
        signed("leaf-not-canonical.fraction", mad().add(plain.replace("{}", "{\"a\":1.5}")), 3);
        signed("leaf-not-canonical.negative-zero", mad().add(plain.replace("{}", "{\"a\":-0}")), 3);
        signed("leaf-not-canonical.no-json", mad().add("DROP TABLE"), 3);
        signed("leaf-malformed.no-object", mad().add("[]"), 3);
        signed("leaf-malformed.no-id", mad().add(plain.replace("\"id\":\"a\",", "")), 3);
        signed("leaf-malformed.time", mad().add(plain.replace("T09", "T24")), 3);
        signed("leaf-malformed.nonce", mad().add(plain.replace("DQ4ODw", "").replace("DA0ODw", "")), 3);
        signed(
                "leaf-malformed.stream-without-sequence",
                mad().add(plain.replace(",\"type\"", ",\"stream\":\"s\",\"type\"")),
                3);
        signed(
                "leaf-malformed.digests-without-categories",
                mad().add(plain.replace("{}", "{\"_sd\":[\"7hOIh1UyjkRdQUJNiHLURT4V5OnFPKBL9ZPBGG-7xC8\"]}")
                        .replace("{\"data", "{\"_sd_alg\":\"sha-256\",\"data")),
                3);
        signed(
                "leaf-malformed.digest-twice",
                mad().add(plain.replace(
                                "{}",
                                "{\"_sd\":[\"7hOIh1UyjkRdQUJNiHLURT4V5OnFPKBL9ZPBGG-7xC8\",\"7hOIh1UyjkRdQUJNiHLURT4V5OnFPKBL9ZPBGG-7xC8\"]}")
                        .replace("{\"data", "{\"_sd_alg\":\"sha-256\",\"categories\":{\"a\":\"b\"},\"data")),
                3);
        signed("entry-twice", mad().add(plain).add(plain), 3, 4);
        signed(
                "sequence-not-ascending",
                mad().add("a.b.v1", EARLY, "s", 1, object(), object()).add("a.b.v1", EARLY, "s", 1, object(), object()),
                3,
                4);
        signed("other-controller", mad().add("a.b.v1", EARLY, "s", 0, object("controller", "other"), object()), 3);
        signed(
                "text-altered",
                mad().add(
                                "text.published.v1",
                                EARLY,
                                object("data", object("sha256", "00".repeat(32), "text", "You agree to everything."))),
                3);
    }

    private void disclosures() {
        add("disclosure-malformed.no-base64", good().set("/logs/1/entries/0/disclosures/0", "no base64"));
        add("disclosure-malformed.padded", good().change("/logs/0/entries/1/disclosures/0", text -> text + "=="));
        add("disclosure-malformed.no-json", good().set("/logs/1/entries/0/disclosures/0", "AAAA"));
        add(
                "disclosure-malformed.two-parts",
                good().set("/logs/1/entries/0/disclosures/0", Base64Url.of("[\"salt\",\"email\"]".getBytes(UTF_8))));
        add(
                "disclosure-not-committed.other-value",
                good().set("/logs/1/entries/0/disclosures/0", ExampleLog.disclosure(48, "email", "eve@example.org")));
        add(
                "disclosure-not-committed.of-another-entry",
                good().set("/logs/1/entries/0/disclosures/0", good().at("/logs/0/entries/1/disclosures/0")));
        Document twice = good();
        twice.listAt("/logs/1/entries/0/disclosures").add(twice.at("/logs/1/entries/0/disclosures/0"));
        add("disclosure-twice", twice);
        String disclosure = ExampleLog.disclosure(0, "controller", "other");
        String leaf = "{\"_sd_alg\":\"sha-256\",\"categories\":{\"NAME\":\"c\"},\"data\":{\"_sd\":[\""
                + ExampleLog.digest(disclosure)
                + "\"],\"controller\":\"idm\"},\"id\":\"a\",\"nonce\":\"AAECAwQFBgcICQoLDA0ODw\",\"recordedAt\":\""
                + EARLY
                + "\",\"type\":\"a.b.v1\"}";
        add("disclosure-misnamed.hides-a-component", disclosed(leaf.replace("NAME", "controller"), disclosure));
        add("disclosure-misnamed.no-category", disclosed(leaf.replace("NAME", "email"), disclosure));
    }

    private static Document disclosed(String leaf, String disclosure) {
        Map<String, Object> log = mad().add(leaf).evidence(3);
        return new Document(EvidenceExamples.file(log)).set("/logs/0/entries/0/disclosures", array(disclosure));
    }

    private static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry("evidence.json");
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
