package io.nachweis.contracts;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a service answers another one that asks it directly what it has said: the facts of its topic, as its log has
 * them, in the JSON format of CloudEvents.
 *
 * @param upTo the last position of its log that this takes into account, -1 when the log is empty
 * @param more whether the log had more when this was said
 */
public record Told(long upTo, boolean more, List<Announced> facts) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public Told {
        facts = List.copyOf(facts);
    }

    public byte[] toJson() {
        ObjectNode told = JSON.createObjectNode().put("upTo", upTo).put("more", more);
        var events = told.putArray("facts");
        facts.forEach(fact -> events.add(event(fact)));
        return JSON.writeValueAsBytes(told);
    }

    /**
     * Reads an answer, without the facts of types that are newer than this library.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Told read(byte[] json) {
        try {
            JsonNode told = JSON.readTree(json);
            return new Told(
                    told.required("upTo").longValue(),
                    told.required("more").booleanValue(),
                    told.required("facts")
                            .asArray()
                            .valueStream()
                            .flatMap(Told::fact)
                            .toList());
        } catch (JacksonException | DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "This is no list of facts: " + e.getClass().getSimpleName());
        }
    }

    private static ObjectNode event(Announced fact) {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", fact.id())
                .put("source", fact.source())
                .put("type", fact.type())
                .put("subject", fact.subject())
                .put("time", fact.time().toString())
                .put("sequence", Long.toString(fact.sequence()))
                .put("datacontenttype", "application/json")
                .put("dataschema", Published.schemaOf(fact.type()).toString());
        Optional.ofNullable(fact.data()).ifPresent(data -> event.set("data", JSON.readTree(PublishedJson.write(data))));
        return event;
    }

    private static Stream<Announced> fact(JsonNode event) {
        String type = text(event, "type");
        return Published.named(type).stream()
                .map(known -> new Announced(
                        text(event, "id"),
                        text(event, "source"),
                        type,
                        text(event, "subject"),
                        Long.parseLong(text(event, "sequence")),
                        Instant.parse(text(event, "time")),
                        PublishedJson.read(JSON.writeValueAsBytes(event.required("data")), known)
                                .orElseThrow(IllegalArgumentException::new)));
    }

    private static String text(JsonNode event, String member) {
        return event.required(member).stringValue();
    }
}
