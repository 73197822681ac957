package io.nachweis.verifier;

import io.nachweis.verifier.Json.JsonArray;
import io.nachweis.verifier.Json.JsonInteger;
import io.nachweis.verifier.Json.JsonObject;
import io.nachweis.verifier.Json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A value of the file with its place there, read by what it has to be. */
record Node(Json value, String place) {

    /** Has to be an object with these members and no others. */
    Map<String, Json> members(Set<String> required, Set<String> optional) throws UnreadableEvidence {
        if (value instanceof JsonObject(var members)
                && members.keySet().containsAll(required)
                && members.keySet().stream().allMatch(name -> required.contains(name) || optional.contains(name))) {
            return members;
        }
        throw malformed();
    }

    Map<String, Json> members() throws UnreadableEvidence {
        if (value instanceof JsonObject(var members)) {
            return members;
        }
        throw malformed();
    }

    /** One that was asked for by {@link #members}. */
    Node at(String name) throws UnreadableEvidence {
        @Nullable Json member = members().get(name);
        if (member == null) {
            throw malformed();
        }
        return new Node(member, place + "/" + name);
    }

    List<Node> elements() throws UnreadableEvidence {
        if (!(value instanceof JsonArray(var elements))) {
            throw malformed();
        }
        List<Node> nodes = new ArrayList<>();
        for (Json element : elements) {
            nodes.add(new Node(element, place + "/" + nodes.size()));
        }
        return nodes;
    }

    /** Has at least one element. */
    List<Node> someElements() throws UnreadableEvidence {
        List<Node> elements = elements();
        if (elements.isEmpty()) {
            throw malformed();
        }
        return elements;
    }

    /** Those of a member that may be absent. */
    Stream<Node> elementsOf(String name) throws UnreadableEvidence {
        return members().containsKey(name) ? at(name).elements().stream() : Stream.of();
    }

    String text() throws UnreadableEvidence {
        if (value instanceof JsonString(var text)) {
            return text;
        }
        throw malformed();
    }

    long natural() throws UnreadableEvidence {
        if (value instanceof JsonInteger(var number) && number >= 0) {
            return number;
        }
        throw malformed();
    }

    UnreadableEvidence malformed() {
        return new UnreadableEvidence(Violation.MALFORMED, place);
    }
}
