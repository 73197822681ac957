package io.nachweis.forms;

import io.nachweis.contracts.PlatformProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a form was filled in with, whichever way it came. Nobody but this package reads what was posted. */
public final class Fields {

    private final Function<String, List<String>> posted;
    private final Predicate<String> isList;
    private final Map<String, List<String>> lookedAt = new LinkedHashMap<>();

    private Fields(Function<String, List<String>> posted, Predicate<String> isList) {
        this.posted = posted;
        this.isList = isList;
    }

    /** Every value of a field; none when it was not filled in. */
    public List<String> all(String name) {
        List<String> values = posted.apply(name);
        if (!values.isEmpty()) {
            lookedAt.put(name, values);
        }
        return values;
    }

    /** The only value of a field, trimmed; null when it was not filled in. A list of one is none. */
    public @Nullable String one(String name) {
        List<String> values = all(name);
        if (isList.test(name)) {
            throw PlatformProblem.INVALID_FIELD.about(name);
        }
        return values.isEmpty() || values.getFirst().isBlank()
                ? null
                : values.getFirst().strip();
    }

    /** What was looked at so far; the rest of what was posted is nobody's business. */
    Map<String, List<String>> lookedAt() {
        return Map.copyOf(lookedAt);
    }

    /** Those that were looked at when the form came in. */
    static Fields recorded(Map<String, List<String>> recorded) {
        return new Fields(
                name -> recorded.getOrDefault(name, List.of()),
                name -> recorded.getOrDefault(name, List.of()).size() > 1);
    }

    static Fields of(MultiValueMap<String, String> posted) {
        // A name by itself is an empty value to the URL Standard (§5.1), and null to Spring.
        return new Fields(
                name -> posted.getOrDefault(name, List.of()).stream()
                        .map(value -> Objects.requireNonNullElse(value, ""))
                        .toList(),
                name -> posted.getOrDefault(name, List.of()).size() > 1);
    }

    static Fields of(JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            throw PlatformProblem.MALFORMED_BODY.refusal();
        }
        return new Fields(
                name -> strings(name, object.path(name)),
                name -> object.path(name).isArray());
    }

    private static List<String> strings(String name, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        var strings = new ArrayList<String>();
        for (JsonNode each : value.isArray() ? value : List.of(value)) {
            if (!each.isString()) {
                throw PlatformProblem.INVALID_FIELD.about(name);
            }
            strings.add(each.stringValue());
        }
        return List.copyOf(strings);
    }
}
