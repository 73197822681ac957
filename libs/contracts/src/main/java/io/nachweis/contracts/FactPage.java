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
 * A page of the facts that a service has published, for another one that asks it directly: those of its topic, as its
 * log has them, in the JSON format of CloudEvents.
 *
 * @param upTo the last position of its log that this takes into account, -1 when the log is empty
 * @param more whether the log had more when this was said
 */
public record FactPage(long upTo, boolean more, List<PublishedFact> facts) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public FactPage {
        facts = List.copyOf(facts);
    }

    public byte[] toJson() {
        ObjectNode page = JSON.createObjectNode().put("upTo", upTo).put("more", more);
        var events = page.putArray("facts");
        facts.forEach(fact -> events.add(event(fact)));
        return JSON.writeValueAsBytes(page);
    }

    /**
     * Reads an answer, without the facts of types that are newer than this library.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static FactPage read(byte[] json) {
        try {
            JsonNode page = JSON.readTree(json);
            return new FactPage(
                    page.required("upTo").longValue(),
                    page.required("more").booleanValue(),
                    page.required("facts")
                            .asArray()
                            .valueStream()
                            .flatMap(FactPage::fact)
                            .toList());
        } catch (JacksonException | DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "This is no list of facts: " + e.getClass().getSimpleName());
        }
    }

    private static ObjectNode event(PublishedFact fact) {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", fact.id())
                .put("source", fact.source())
                .put("type", fact.type())
                .put("subject", fact.subject())
                .put("time", fact.time().toString())
                .put("sequence", fact.sequenceText())
                .put("datacontenttype", "application/json")
                .put("dataschema", Published.schemaOf(fact.type()).toString());
        Optional.ofNullable(fact.data()).ifPresent(data -> event.set("data", JSON.readTree(PublishedJson.write(data))));
        return event;
    }

    private static Stream<PublishedFact> fact(JsonNode event) {
        String type = text(event, "type");
        return Published.named(type).stream()
                .map(known -> new PublishedFact(
                        text(event, "id"),
                        text(event, "source"),
                        type,
                        text(event, "subject"),
                        Long.parseLong(text(event, "sequence")),
                        Instant.parse(text(event, "time")),
                        data(type, known, JSON.writeValueAsBytes(event.required("data")))));
    }

    private static Published data(String type, Class<? extends Published> known, byte[] json) {
        PublishedSchemas.check(type, json);
        return PublishedJson.read(json, known).orElseThrow(IllegalArgumentException::new);
    }

    private static String text(JsonNode event, String member) {
        return event.required(member).stringValue();
    }
}
