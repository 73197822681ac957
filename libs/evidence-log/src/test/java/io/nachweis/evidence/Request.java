package io.nachweis.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Something a caller of the simulation wants to have in the log once, however often it has to be tried. */
final class Request {

    private final String id;
    private final String stream;
    private final int events;
    private final boolean repeatsItself;
    private int attempts;
    private boolean answered;

    /** @param repeatsItself whether its events claim the same place in the stream, by mistake */
    Request(String id, String stream, int events, boolean repeatsItself) {
        this.id = id;
        this.stream = stream;
        this.events = events;
        this.repeatsItself = repeatsItself;
    }

    String id() {
        return id;
    }

    String key() {
        return EntryKeys.ofRequest(id);
    }

    String stream() {
        return stream;
    }

    boolean isAnswered() {
        return answered;
    }

    void answer() {
        answered = true;
    }

    /** New events for another attempt, as a command that is handled again makes them. */
    List<NewEntry> entries(long firstSequence, String recordedAt) {
        attempts++;
        List<NewEntry> entries = new ArrayList<>();
        IntStream.range(0, events).forEach(i -> {
            ObjectNode leaf = JsonNodeFactory.instance.objectNode();
            leaf.put("id", id + "." + attempts + "." + i);
            leaf.put("type", "guest.left.v1");
            leaf.put("stream", stream);
            leaf.put("sequence", firstSequence + (repeatsItself ? 0 : i));
            leaf.put("recordedAt", recordedAt);
            leaf.put("nonce", "AAECAwQFBgcICQoLDA0ODw");
            leaf.putObject("data");
            leaf.putObject("meta").put(Leaf.REQUEST, id);
            entries.add(new NewEntry(Leaf.of(leaf), List.of(), List.of()));
        });
        return entries;
    }
}
