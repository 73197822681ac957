package io.nachweis.verifier;

import io.nachweis.transparency.TreeHead;
import io.nachweis.transparency.VerifierKey;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a file has proven, beside the statements of whoever made it: controller, time and scope. */
public record Evidence(String controller, String madeAt, Map<String, Json> scope, List<Log> logs) {

    public Evidence {
        scope = Collections.unmodifiableMap(new TreeMap<>(scope));
        logs = List.copyOf(logs);
    }

    /** @param head of the tree that the entries are in, signed by the key */
    public record Log(String origin, VerifierKey key, TreeHead head, List<Entry> entries) {

        public Log {
            entries = List.copyOf(entries);
        }
    }

    /**
     * @param data the components that are not personal
     * @param disclosed the personal components that are shown
     * @param withheld those that are not, with their categories
     */
    public record Entry(
            String origin,
            long position,
            String type,
            String recordedAt,
            Map<String, Json> data,
            Map<String, Json> disclosed,
            Map<String, String> withheld,
            List<Text> texts) {

        public Entry {
            data = Collections.unmodifiableMap(new TreeMap<>(data));
            disclosed = Collections.unmodifiableMap(new TreeMap<>(disclosed));
            withheld = Collections.unmodifiableMap(new TreeMap<>(withheld));
            texts = List.copyOf(texts);
        }
    }

    /**
     * A text that an entry names by its hash.
     *
     * @param words empty where the file does not have it
     */
    public record Text(String sha256, Optional<String> words) {}

    /** Of all logs, in the order of time. */
    public Stream<Entry> entries() {
        return logs.stream().flatMap(log -> log.entries().stream()).sorted(Comparator.comparing(Entry::recordedAt));
    }
}
