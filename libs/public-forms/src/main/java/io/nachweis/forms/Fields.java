package io.nachweis.forms;

import io.nachweis.contracts.PlatformProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a form was filled in with, whichever way it came. Nobody but this package reads what was posted. */
public abstract class Fields {

    Fields() {}

    /** Every value of a field; none when it was not filled in. */
    public abstract List<String> all(String name);

    /** The only value of a field, trimmed; null when it was not filled in. A list of one is none. */
    public final @Nullable String one(String name) {
        List<String> values = all(name);
        if (isList(name)) {
            throw PlatformProblem.INVALID_FIELD.about(name);
        }
        return values.isEmpty() || values.getFirst().isBlank()
                ? null
                : values.getFirst().strip();
    }

    abstract boolean isList(String name);

    static Fields of(MultiValueMap<String, String> posted) {
        return new Fields() {
            @Override
            public List<String> all(String name) {
                // A name by itself is an empty value to the URL Standard (§5.1), and null to Spring.
                return posted.getOrDefault(name, List.of()).stream()
                        .map(value -> Objects.requireNonNullElse(value, ""))
                        .toList();
            }

            @Override
            boolean isList(String name) {
                return all(name).size() > 1;
            }
        };
    }

    static Fields of(JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            throw PlatformProblem.MALFORMED_BODY.refusal();
        }
        return new Fields() {
            @Override
            public List<String> all(String name) {
                return strings(name, object.path(name));
            }

            @Override
            boolean isList(String name) {
                return object.path(name).isArray();
            }
        };
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
        return strings;
    }
}
