package io.nachweis.newsletter.signup;

import io.nachweis.contracts.PlatformProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a form was filled in with, whichever way it came. */
public interface Fields {

    /** Every value of a field; none when it was not filled in. */
    List<String> all(String name);

    /** The only value of a field, trimmed; null when it was not filled in. */
    default @Nullable String one(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw PlatformProblem.INVALID_FIELD.about(name);
        }
        return values.isEmpty() || values.getFirst().isBlank()
                ? null
                : values.getFirst().strip();
    }

    static Fields of(MultiValueMap<String, String> posted) {
        return name -> posted.getOrDefault(name, List.of());
    }

    static Fields of(JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            throw PlatformProblem.MALFORMED_BODY.refusal();
        }
        return name -> strings(name, object.path(name));
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
