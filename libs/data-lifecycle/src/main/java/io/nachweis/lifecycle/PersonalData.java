package io.nachweis.lifecycle;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.Slice;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a service holds about a person (Art. 15(3) GDPR), as its log has it: a slice of it, in rows.
 *
 * @param data oldest first
 * @param next the position in its log that the next slice is asked for after; null when this is the last
 */
public record PersonalData(
        String service,
        Instant asOf,
        List<Row> data,
        @Nullable Long next) {

    public PersonalData {
        data = List.copyOf(data);
    }

    /**
     * What an entry says of one category. Components that are no personal data by themselves stand with the pseudonym by
     * which the entry is about the person.
     *
     * @param stream what it belongs to, such as the subscription that it is of or about; empty for an entry by itself
     */
    public record Row(String category, String type, String stream, Instant recordedAt, ObjectNode values) {}

    static PersonalData of(String service, SubjectId subject, Slice<Entry> entries, Instant asOf) {
        return new PersonalData(
                service,
                asOf,
                entries.items().stream().flatMap(entry -> rows(entry, subject)).toList(),
                entries.next());
    }

    private static Stream<Row> rows(Entry entry, SubjectId subject) {
        String own = entry.categories().entrySet().stream()
                .filter(component -> isPseudonym(entry.data().path(component.getKey()), subject))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        var byCategory = new LinkedHashMap<String, ObjectNode>();
        entry.data()
                .forEachEntry((component, value) -> byCategory
                        .computeIfAbsent(
                                entry.categories().getOrDefault(component, own),
                                _ -> JsonNodeFactory.instance.objectNode())
                        .set(component, value));
        String stream = OwningStream.of(entry).orElse("");
        return byCategory.entrySet().stream()
                .map(each -> new Row(each.getKey(), entry.type(), stream, entry.recordedAt(), each.getValue()));
    }

    private static boolean isPseudonym(JsonNode value, SubjectId subject) {
        return value.isString() && value.stringValue().equals(subject.value());
    }
}
