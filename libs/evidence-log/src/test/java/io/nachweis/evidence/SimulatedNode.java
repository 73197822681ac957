package io.nachweis.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/** A primary of a simulated replica set for as long as it is one, and what it knows of the others. */
final class SimulatedNode {

    /** What an insert did: how many it wrote, and which it could not, as the driver is told. */
    record Written(int documents, List<Integer> duplicates) {}

    private final List<Document> log;

    /** So many from the front are with a majority, in memory. */
    private int replicated;

    /** So many from the front are with a majority, on disk. */
    private int durable;

    private boolean serving = true;

    SimulatedNode(List<Document> log, int replicated, int durable) {
        this.log = new ArrayList<>(log);
        this.replicated = replicated;
        this.durable = durable;
    }

    Written insert(List<Document> documents, boolean ordered, Set<Safeguard> safeguards) {
        int written = 0;
        List<Integer> duplicates = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            if (isTaken(documents.get(i), safeguards)) {
                duplicates.add(i);
                if (ordered) {
                    break;
                }
            } else {
                log.add(documents.get(i));
                written++;
            }
        }
        return new Written(written, duplicates);
    }

    private boolean isTaken(Document document, Set<Safeguard> safeguards) {
        Set<String> keys = new HashSet<>(document.getList("keys", String.class));
        for (Document other : log) {
            if (safeguards.contains(Safeguard.UNIQUE_POSITIONS)
                    && other.getLong("_id").equals(document.getLong("_id"))) {
                return true;
            }
            if (safeguards.contains(Safeguard.UNIQUE_KEYS)
                    && !Collections.disjoint(keys, other.getList("keys", String.class))) {
                return true;
            }
        }
        return false;
    }

    List<Document> all() {
        return log;
    }

    /** What is never taken back. */
    List<Document> settled() {
        return log.subList(0, durable);
    }

    int size() {
        return log.size();
    }

    int replicated() {
        return replicated;
    }

    int durable() {
        return durable;
    }

    void replicateUpTo(int size) {
        replicated = Math.max(replicated, size);
    }

    void flushUpTo(int size) {
        durable = Math.max(durable, Math.min(size, replicated));
    }

    boolean isServing() {
        return serving;
    }

    void stopServing() {
        serving = false;
    }
}
