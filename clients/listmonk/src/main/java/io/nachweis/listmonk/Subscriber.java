package io.nachweis.listmonk;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody listmonk knows.
 *
 * @param about by purpose, what we noted about them: links, pseudonyms, since when
 * @param subscription to our list; empty where they are not on it
 * @param isOnOtherLists whether they are listmonk's for other reasons too
 */
record Subscriber(
        int id, Map<String, Map<String, String>> about, Optional<Subscription> subscription, boolean isOnOtherLists) {

    /**
     * @param status confirmed, unconfirmed or unsubscribed
     * @param createdAt as listmonk writes it
     * @param updatedAt when a person or an administrator last changed it; what listmonk does by itself leaves it as it was
     */
    record Subscription(String status, String createdAt, String updatedAt) {

        boolean isConfirmed() {
            return status.equals("confirmed");
        }

        /** Whether nobody has touched it since it was made. */
        boolean isUntouched() {
            return !updatedAt.isEmpty() && updatedAt.equals(createdAt);
        }

        /** When it was last changed; empty where listmonk does not say. */
        Optional<OffsetDateTime> changedAt() {
            try {
                return Optional.of(OffsetDateTime.parse(updatedAt));
            } catch (DateTimeParseException _) {
                return Optional.empty();
            }
        }
    }

    private static final TypeReference<Map<String, Map<String, String>>> NOTES = new TypeReference<>() {};

    /** Where in the attributes our notes are. */
    static final String NACHWEIS = "nachweis";

    static Subscriber of(JsonNode node, int list) {
        JsonNode notes = node.path("attribs").path(NACHWEIS);
        return new Subscriber(
                node.path("id").asInt(),
                notes.isObject() ? JsonMapper.shared().convertValue(notes, NOTES) : Map.of(),
                node.path("lists").values().stream()
                        .filter(each -> each.path("id").asInt() == list)
                        .map(each -> new Subscription(
                                each.path("subscription_status").asString(""),
                                each.path("subscription_created_at").asString(""),
                                each.path("subscription_updated_at").asString("")))
                        .findFirst(),
                node.path("lists").values().stream()
                        .anyMatch(each -> each.path("id").asInt() != list));
    }

    Map<String, String> notes(String purpose) {
        return about.getOrDefault(purpose, Map.of());
    }

    String note(String purpose, String name) {
        return notes(purpose).getOrDefault(name, "");
    }

    /** The attributes with other notes about this purpose. */
    Map<String, Object> with(String purpose, Map<String, String> notes) {
        var all = new HashMap<String, Object>(about);
        all.put(purpose, notes);
        return Map.of(NACHWEIS, all);
    }
}
