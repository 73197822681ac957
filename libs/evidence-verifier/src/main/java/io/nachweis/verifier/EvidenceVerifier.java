package io.nachweis.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.transparency.Checkpoint;
import io.nachweis.transparency.MalformedInput;
import io.nachweis.transparency.NoteVerdict.Genuine;
import io.nachweis.transparency.NoteVerdict.Refused;
import io.nachweis.transparency.ProofVerdict;
import io.nachweis.transparency.TreeHash;
import io.nachweis.transparency.TreeHead;
import io.nachweis.transparency.VerifierKey;
import io.nachweis.verifier.EvidenceFile.EntryPart;
import io.nachweis.verifier.EvidenceFile.LogPart;
import io.nachweis.verifier.Leaf.MalformedLeaf;
import io.nachweis.verifier.Verdict.Holds;
import io.nachweis.verifier.Verdict.Unreadable;
import io.nachweis.verifier.Verdict.Violated;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies an evidence file (docs/format.md, "An evidence file"): that each of its entries is in a tree that a log signed, at its
 * position, and that what it shows of a person is what the log committed to. Trusts the keys that it is given, and no word
 * of the file.
 */
public final class EvidenceVerifier {

    private final Collection<VerifierKey> trusted;
    private final JsonReader reader = new JsonReader();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Limit> limits = new ArrayList<>();

    private EvidenceVerifier(Collection<VerifierKey> trusted) {
        this.trusted = trusted;
    }

    /**
     * Reads at most 64 MiB. Throws nothing but what reading throws, whatever the bytes.
     *
     * @param trusted keys of logs from elsewhere than the file; without any, its own are used, and the verdict says so
     */
    public static Verdict verify(InputStream file, Collection<VerifierKey> trusted) throws IOException {
        return verify(file.readNBytes(EvidenceFile.MAX_BYTES + 1), trusted);
    }

    /** The verdict on bytes from anywhere. */
    public static Verdict verify(byte[] bytes, Collection<VerifierKey> trusted) {
        try {
            return new EvidenceVerifier(trusted).verify(bytes);
        } catch (UnreadableEvidence e) {
            return new Unreadable(e.finding());
        }
    }

    private Verdict verify(byte[] bytes) throws UnreadableEvidence {
        if (bytes.length > EvidenceFile.MAX_BYTES) {
            throw new UnreadableEvidence(Violation.FILE_TOO_LARGE);
        }
        if (bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K') {
            throw new UnreadableEvidence(Violation.ZIP_ARCHIVE);
        }
        return verify(EvidenceFile.of(reader.read(bytes)));
    }

    /** An entry whose texts were not looked for yet. */
    private record Proven(EntryPart part, Leaf leaf, Map<String, Json> disclosed, Map<String, String> withheld) {}

    private record ProvenLog(LogPart part, VerifierKey key, TreeHead head, List<Proven> entries) {}

    private Verdict verify(EvidenceFile file) throws UnreadableEvidence {
        List<ProvenLog> logs = new ArrayList<>();
        Set<String> origins = new HashSet<>();
        for (LogPart log : file.logs()) {
            if (!origins.add(log.origin())) {
                violated(Violation.LOG_TWICE, log.place() + "/origin");
            }
            verify(log, file.controller()).ifPresent(logs::add);
        }
        if (!findings.isEmpty()) {
            return new Violated(findings);
        }
        Evidence evidence = new Evidence(file.controller(), file.madeAt(), file.scope(), withTexts(logs));
        limits.add(new Limit(
                Limit.Kind.STATEMENTS_NOT_PROVEN, "", file.statements().canonical()));
        limits.add(new Limit(Limit.Kind.OTHER_ENTRIES, "", ""));
        limits.add(new Limit(Limit.Kind.WHO_ACTED, "", ""));
        return new Holds(evidence, limits);
    }

    private Optional<ProvenLog> verify(LogPart log, String controller) throws UnreadableEvidence {
        Optional<VerifierKey> key = key(log);
        Optional<TreeHead> head = key.flatMap(signer -> head(log, signer));
        int anchors = 0;
        for (String kind : log.anchorKinds()) {
            limits.add(new Limit(Limit.Kind.ANCHOR_NOT_CHECKED, log.place() + "/anchors/" + anchors++, kind));
        }
        limits.add(new Limit(Limit.Kind.NOT_ANCHORED, log.place(), log.origin()));
        List<Proven> entries = new ArrayList<>();
        LogOrder order = new LogOrder();
        for (EntryPart entry : log.entries()) {
            if (!order.isNext(entry.position())) {
                violated(Violation.POSITIONS_NOT_ASCENDING, entry.place() + "/position");
            }
            head.ifPresent(tree -> verifyInclusion(entry, tree));
            verifyLeaf(entry, order, controller).ifPresent(entries::add);
        }
        return key.flatMap(signer -> head.map(tree -> new ProvenLog(log, signer, tree, entries)));
    }

    private Optional<VerifierKey> key(LogPart log) {
        String place = log.place() + "/key";
        VerifierKey key;
        try {
            key = VerifierKey.parse(log.key());
        } catch (MalformedInput _) {
            violated(Violation.KEY_MALFORMED, place);
            return Optional.empty();
        }
        if (!key.name().equals(log.origin())) {
            violated(Violation.KEY_OF_OTHER_LOG, place);
            return Optional.empty();
        }
        if (trusted.isEmpty()) {
            limits.add(new Limit(Limit.Kind.KEY_FROM_FILE_ONLY, place, log.key()));
        } else if (!trusted.contains(key)) {
            violated(Violation.KEY_NOT_TRUSTED, place);
        }
        return Optional.of(key);
    }

    private Optional<TreeHead> head(LogPart log, VerifierKey key) {
        return switch (Checkpoint.verify(log.checkpoint().getBytes(UTF_8), List.of(key))) {
            case Genuine<Checkpoint>(var checkpoint, var _) -> Optional.of(checkpoint.head());
            case Refused<Checkpoint>(var reason, var _) -> {
                Violation violation = switch (reason) {
                    case MALFORMED, OTHER_CONTENT -> Violation.CHECKPOINT_MALFORMED;
                    case UNKNOWN_KEYS -> Violation.CHECKPOINT_NOT_SIGNED;
                    case WRONG_SIGNATURE -> Violation.CHECKPOINT_FORGED;
                    case OTHER_LOG -> Violation.CHECKPOINT_OF_OTHER_LOG;
                };
                violated(violation, log.place() + "/checkpoint");
                yield Optional.empty();
            }
        };
    }

    private void verifyInclusion(EntryPart entry, TreeHead head) {
        ProofVerdict verdict = entry.proof().verify(TreeHash.ofLeaf(entry.leaf().getBytes(UTF_8)), head);
        switch (verdict) {
            case HOLDS -> {}
            case INDEX_BEYOND_SIZE -> violated(Violation.POSITION_BEYOND_SIZE, entry.place() + "/position");
            case TOO_SHORT -> violated(Violation.PROOF_TOO_SHORT, entry.place() + "/proof");
            case TOO_LONG -> violated(Violation.PROOF_TOO_LONG, entry.place() + "/proof");
            case WRONG_ROOT, WRONG_OLDER_ROOT, SHRUNK -> violated(Violation.PROOF_WRONG_ROOT, entry.place() + "/proof");
        }
    }

    private Optional<Proven> verifyLeaf(EntryPart entry, LogOrder order, String controller) throws UnreadableEvidence {
        String place = entry.place() + "/leaf";
        Leaf leaf;
        try {
            Json json = reader.read(entry.leaf());
            if (!json.canonical().equals(entry.leaf())) {
                violated(Violation.LEAF_NOT_CANONICAL, place);
                return Optional.empty();
            }
            leaf = Leaf.of(json);
        } catch (UnreadableEvidence e) {
            e.unlessMalformed();
            violated(Violation.LEAF_NOT_CANONICAL, place);
            return Optional.empty();
        } catch (MalformedLeaf _) {
            violated(Violation.LEAF_MALFORMED, place);
            return Optional.empty();
        }
        if (!order.isNew(leaf)) {
            violated(Violation.ENTRY_TWICE, place);
        }
        if (!order.isNextOfStream(leaf)) {
            violated(Violation.SEQUENCE_NOT_ASCENDING, place);
        }
        if (!leaf.controller().orElse(controller).equals(controller)) {
            violated(Violation.OTHER_CONTROLLER, place);
        }
        if (!leaf.isTextGenuine()) {
            violated(Violation.TEXT_ALTERED, place);
        }
        return Optional.of(disclosed(entry, leaf));
    }

    private Proven disclosed(EntryPart entry, Leaf leaf) throws UnreadableEvidence {
        Map<String, Json> disclosed = new LinkedHashMap<>();
        Set<String> digests = new HashSet<>();
        String place = entry.place() + "/disclosures";
        int index = 0;
        for (String encoded : entry.disclosures()) {
            verifyDisclosure(encoded, leaf, digests, disclosed, place + "/" + index++);
        }
        Map<String, String> withheld = new LinkedHashMap<>(leaf.categories());
        withheld.keySet().removeAll(disclosed.keySet());
        if (!withheld.isEmpty()) {
            limits.add(new Limit(Limit.Kind.WITHHELD, place, String.join(", ", withheld.keySet())));
        }
        return new Proven(entry, leaf, disclosed, withheld);
    }

    private void verifyDisclosure(
            String encoded, Leaf leaf, Set<String> digests, Map<String, Json> disclosed, String place)
            throws UnreadableEvidence {
        Disclosure disclosure = Disclosure.parse(encoded, reader).orElse(null);
        if (disclosure == null) {
            violated(Violation.DISCLOSURE_MALFORMED, place);
        } else if (!leaf.digests().contains(disclosure.digest())) {
            violated(Violation.DISCLOSURE_NOT_COMMITTED, place);
        } else if (!digests.add(disclosure.digest())) {
            violated(Violation.DISCLOSURE_TWICE, place);
        } else if (!leaf.categories().containsKey(disclosure.name())
                || leaf.data().containsKey(disclosure.name())
                || disclosed.containsKey(disclosure.name())) {
            violated(Violation.DISCLOSURE_MISNAMED, place);
        } else {
            disclosed.put(disclosure.name(), disclosure.value());
        }
    }

    /** Wherever in the file a text is: its hash makes it the one that is named. */
    private List<Evidence.Log> withTexts(List<ProvenLog> logs) {
        Map<String, String> texts = new HashMap<>();
        for (ProvenLog log : logs) {
            for (Proven entry : log.entries()) {
                entry.leaf().publishedText().ifPresent(text -> texts.put(Sha256.hex(text.getBytes(UTF_8)), text));
            }
        }
        return logs.stream()
                .map(log -> new Evidence.Log(
                        log.part().origin(),
                        log.key(),
                        log.head(),
                        log.entries().stream()
                                .map(entry -> withTexts(log.part().origin(), entry, texts))
                                .toList()))
                .toList();
    }

    private Evidence.Entry withTexts(String origin, Proven entry, Map<String, String> texts) {
        List<Evidence.Text> named = new ArrayList<>();
        for (String sha256 : entry.leaf().namedTexts()) {
            Optional<String> words = Optional.ofNullable(texts.get(sha256));
            if (words.isEmpty()) {
                limits.add(new Limit(Limit.Kind.TEXT_ABSENT, entry.part().place() + "/leaf", sha256));
            }
            named.add(new Evidence.Text(sha256, words));
        }
        return new Evidence.Entry(
                origin,
                entry.part().position(),
                entry.leaf().type(),
                entry.leaf().recordedAt(),
                entry.leaf().data(),
                entry.disclosed(),
                entry.withheld(),
                named);
    }

    private void violated(Violation violation, String place) {
        findings.add(new Finding(violation, place));
    }
}
