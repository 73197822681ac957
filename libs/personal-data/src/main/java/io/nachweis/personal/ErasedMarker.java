package io.nachweis.personal;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What stands in a tree where a value was erased: {@code {"$erased": true}}. */
final class ErasedMarker {

    static final String NAME = "$erased";

    private ErasedMarker() {}

    static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode().put(NAME, true);
    }

    static boolean is(JsonNode node) {
        return node.isObject() && node.size() == 1 && node.path(NAME).asBoolean(false);
    }
}
