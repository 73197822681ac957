package io.nachweis.verifier;

import io.nachweis.transparency.InclusionProof;
import io.nachweis.transparency.MalformedInput;
import io.nachweis.transparency.TreeHash;
import io.nachweis.verifier.Json.JsonObject;
import io.nachweis.verifier.Json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An evidence file as it is written, {@code docs/format.md}; nothing in it is believed yet. */
record EvidenceFile(String controller, String madeAt, Map<String, Json> scope, List<LogPart> logs) {

    static final String FORMAT = "nachweis-evidence/1";
    static final int MAX_BYTES = 64 * 1024 * 1024;
    static final int MAX_ENTRIES = 10_000;

    /** @param anchorKinds of each anchor its kind */
    record LogPart(
            String place,
            String origin,
            String key,
            String checkpoint,
            List<String> anchorKinds,
            List<EntryPart> entries) {}

    record EntryPart(String place, String leaf, List<String> disclosures, InclusionProof proof) {

        long position() {
            return proof.index();
        }
    }

    static EvidenceFile of(Json json) throws UnreadableEvidence {
        Node file = new Node(json, "");
        file.members();
        Node format = file.at("format");
        if (!format.text().equals(FORMAT)) {
            throw new UnreadableEvidence(Violation.UNKNOWN_FORMAT, format.place());
        }
        file.members(Set.of("format", "controller", "madeAt", "scope", "logs"), Set.of());
        Node madeAt = file.at("madeAt");
        if (!Instants.isWritten(madeAt.text())) {
            throw madeAt.malformed();
        }
        List<LogPart> logs = new ArrayList<>();
        int entries = 0;
        for (Node log : file.at("logs").someElements()) {
            log.members(Set.of("origin", "key", "checkpoint", "entries"), Set.of("anchors"));
            entries += log.at("entries").elements().size();
            if (entries > MAX_ENTRIES) {
                throw new UnreadableEvidence(
                        Violation.TOO_MANY_ENTRIES, file.at("logs").place());
            }
            logs.add(log(log));
        }
        return new EvidenceFile(
                file.at("controller").text(), madeAt.text(), file.at("scope").members(), logs);
    }

    /** What nothing in the file proves. */
    Json statements() {
        return new JsonObject(Map.of(
                "controller",
                new JsonString(controller),
                "madeAt",
                new JsonString(madeAt),
                "scope",
                new JsonObject(scope)));
    }

    private static LogPart log(Node log) throws UnreadableEvidence {
        String origin = log.at("origin").text();
        String key = log.at("key").text();
        String checkpoint = log.at("checkpoint").text();
        List<String> kinds = new ArrayList<>();
        for (Node anchor : log.elementsOf("anchors").toList()) {
            kinds.add(anchor.at("kind").text());
        }
        List<EntryPart> entries = new ArrayList<>();
        for (Node entry : log.at("entries").someElements()) {
            entries.add(entry(entry));
        }
        return new LogPart(log.place(), origin, key, checkpoint, kinds, entries);
    }

    private static EntryPart entry(Node entry) throws UnreadableEvidence {
        entry.members(Set.of("position", "leaf", "proof"), Set.of("disclosures"));
        long position = entry.at("position").natural();
        String leaf = entry.at("leaf").text();
        List<String> disclosures = new ArrayList<>();
        for (Node disclosure : entry.elementsOf("disclosures").toList()) {
            disclosures.add(disclosure.text());
        }
        List<TreeHash> hashes = new ArrayList<>();
        for (Node hash : entry.at("proof").elements()) {
            try {
                hashes.add(TreeHash.ofBase64(hash.text()));
            } catch (MalformedInput _) {
                throw hash.malformed();
            }
        }
        return new EntryPart(entry.place(), leaf, disclosures, new InclusionProof(position, hashes));
    }
}
