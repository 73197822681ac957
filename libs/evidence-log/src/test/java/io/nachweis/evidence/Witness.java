package io.nachweis.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.bson.types.Binary;

/** Knows what the simulated processes were told, and compares it with what the replica set holds. */
final class Witness {

    /** A commit that was acknowledged, and how many had been when its append began. */
    record Acknowledged(Commit commit, int before) {}

    private final SimulatedReplicaSet nodes;
    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private final List<Request> answered = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private final Map<Long, String> read = new LinkedHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final Map<Object, Integer> sent = new HashMap<>();
    private final IdentityHashMap<Document, StoredCommit> parsed = new IdentityHashMap<>();
    private long endOfAcknowledged;

    Witness(SimulatedReplicaSet nodes) {
        this.nodes = nodes;
    }

    int acknowledgements() {
        return acknowledged.size();
    }

    void acknowledged(Request request, Commit commit, int before) {
        acknowledged.add(new Acknowledged(commit, before));
        answered.add(request);
        String id = commit.entries().getFirst().leaf().id();
        for (StoredCommit stored : settled()) {
            if (stored.entries().getFirst().leaf().id().equals(id)) {
                endOfAcknowledged = Math.max(endOfAcknowledged, stored.end().next());
            }
        }
        nodes.changed();
    }

    /** It will never be in the log. */
    void refused(Commit commit) {
        commit.entries().forEach(entry -> refused.add(entry.leaf().id()));
        nodes.changed();
    }

    /** The caller learnt that an earlier attempt is in the log. */
    void answeredBefore(Request request) {
        answered.add(request);
        nodes.changed();
    }

    void read(List<StoredEntry> entries) {
        for (StoredEntry entry : entries) {
            read.put(entry.position(), entry.leaf().id());
        }
        nodes.changed();
    }

    long endOfAcknowledged() {
        return endOfAcknowledged;
    }

    void sawHead(long head, long acknowledgedBefore) {
        if (head < acknowledgedBefore) {
            complain("HeadIsTheLastEntry: " + head + " was read after an acknowledgement up to " + acknowledgedBefore);
        }
    }

    /** What no step may do, noticed where it was done. */
    void complain(String what) {
        complaints.add(what);
        nodes.changed();
    }

    /** The leaves as they would be if each attempt made them again. */
    List<Binary> madeAnew(Document document) {
        int times = sent.merge(document.get("keys"), 1, Integer::sum);
        return document.getList("leaves", Binary.class).stream()
                .map(leaf -> new Binary(new String(leaf.getData(), UTF_8)
                        .replace("\"nonce\":\"", "\"nonce\":\"" + times)
                        .getBytes(UTF_8)))
                .toList();
    }

    List<Acknowledged> acknowledged() {
        return acknowledged;
    }

    List<Request> answered() {
        return answered;
    }

    Set<String> refused() {
        return refused;
    }

    Map<Long, String> read() {
        return read;
    }

    List<String> complaints() {
        return complaints;
    }

    List<StoredCommit> settled() {
        return nodes.primary().settled().stream().map(this::parse).toList();
    }

    /** Also what may be rolled back. */
    List<StoredCommit> everything() {
        return nodes.primary().all().stream().map(this::parse).toList();
    }

    private StoredCommit parse(Document document) {
        return parsed.computeIfAbsent(document, CommitDocument::read);
    }
}
