package io.nachweis.listmonk;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody listmonk knows.
 *
 * @param about by purpose, what we noted about them: links, pseudonyms, since when
 * @param isOnOtherLists whether they are listmonk's for other reasons too
 */
record Subscriber(int id, Map<String, Map<String, String>> about, boolean isOnOtherLists) {

    private static final TypeReference<Map<String, Map<String, String>>> NOTES = new TypeReference<>() {};

    /** Where in the attributes our notes are. */
    static final String NACHWEIS = "nachweis";

    static Subscriber of(JsonNode node, int list) {
        JsonNode notes = node.path("attribs").path(NACHWEIS);
        return new Subscriber(
                node.path("id").asInt(),
                notes.isObject() ? JsonMapper.shared().convertValue(notes, NOTES) : Map.of(),
                node.path("lists").values().stream()
                        .anyMatch(each -> each.path("id").asInt() != list));
    }

    String note(String purpose, String name) {
        return about.getOrDefault(purpose, Map.of()).getOrDefault(name, "");
    }

    /** The attributes with other notes about this purpose. */
    Map<String, Object> with(String purpose, Map<String, String> notes) {
        var all = new HashMap<String, Object>(about);
        all.put(purpose, notes);
        return Map.of(NACHWEIS, all);
    }
}
