package io.nachweis.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * One mapping of a policy file while it is read. Goes on after a fault with a placeholder, so that one reading finds
 * everything that is wrong; keys that nobody asked for are faults as well.
 */
final class Section {

    private final JsonNode node;
    private final String path;
    private final List<String> faults;
    private final Set<String> asked = new HashSet<>();

    private Section(JsonNode node, String path, List<String> faults) {
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    static <T> T read(JsonNode node, String path, List<String> faults, Function<Section, T> reader) {
        if (!node.isObject()) {
            faults.add((path.isEmpty() ? "" : path + ": ") + "must be a mapping, not " + shown(node));
            return reader.apply(new Section(node, path, new ArrayList<>()));
        }
        var section = new Section(node, path, faults);
        var result = reader.apply(section);
        node.propertyNames().stream()
                .filter(key -> !section.asked.contains(key))
                .forEach(key -> faults.add(section.at(key) + ": is not known here"));
        return result;
    }

    <T> T get(String key, ScalarType<T> kind) {
        var value = value(key);
        return value.isMissingNode()
                ? kind.placeholder()
                : parsed(value, at(key), kind).orElse(kind.placeholder());
    }

    boolean has(String key) {
        asked.add(key);
        return node.has(key);
    }

    <T> T optional(String key, ScalarType<T> kind, T otherwise) {
        return has(key) ? get(key, kind) : otherwise;
    }

    <T> T optional(String key, Function<Section, T> reader, T otherwise) {
        return has(key) ? section(key, reader) : otherwise;
    }

    /** At least one, none of them twice. */
    <T> List<T> list(String key, ScalarType<T> kind) {
        var values = new ArrayList<T>();
        each(
                key,
                (value, where) -> parsed(value, where, kind).ifPresent(parsed -> {
                    if (values.contains(parsed)) {
                        faults.add(where + ": is there twice");
                    }
                    values.add(parsed);
                }));
        return Collections.unmodifiableList(values);
    }

    <T> List<T> sections(String key, Function<Section, T> reader) {
        var values = new ArrayList<T>();
        each(key, (value, path) -> values.add(read(value, path, faults, reader)));
        return Collections.unmodifiableList(values);
    }

    <T> T section(String key, Function<Section, T> reader) {
        var value = value(key);
        return value.isMissingNode()
                ? reader.apply(new Section(value, at(key), new ArrayList<>()))
                : read(value, at(key), faults, reader);
    }

    /** A mapping from names to sections, in the order of the file. */
    <T> Map<String, T> named(String key, ScalarType<String> names, NamedReader<T> reader) {
        return section(key, section -> {
            var values = new LinkedHashMap<String, T>();
            for (var name : section.node.propertyNames()) {
                if (names.parse().apply(StringNode.valueOf(name)).isEmpty()) {
                    section.faults.add(section.at(name) + ": must be named by " + names.what());
                }
                values.put(name, section.section(name, value -> reader.read(name, value)));
            }
            if (values.isEmpty()) {
                section.faults.add(section.path + ": must not be empty");
            }
            return Collections.unmodifiableMap(values);
        });
    }

    /** Says nothing about a key that cannot be judged. */
    void skip(String key) {
        asked.add(key);
    }

    void fault(String key, String reason) {
        faults.add(at(key) + ": " + reason);
    }

    private interface Visitor {
        void visit(JsonNode value, String path);
    }

    interface NamedReader<T> {
        T read(String name, Section section);
    }

    private void each(String key, Visitor visitor) {
        var values = value(key);
        if (values.isMissingNode()) {
            return;
        }
        if (!values.isArray() || values.isEmpty()) {
            fault(key, "must be a list of at least one, not " + shown(values));
            return;
        }
        for (var i = 0; i < values.size(); i++) {
            visitor.visit(values.get(i), at(key) + "[" + i + "]");
        }
    }

    private JsonNode value(String key) {
        asked.add(key);
        var value = node.path(key);
        if (value.isMissingNode() || value.isNull() || isTilde(value)) {
            fault(key, "is missing");
            return node.path("");
        }
        return value;
    }

    /** YAML's other way to write null, which Jackson reads as text. */
    private static boolean isTilde(JsonNode value) {
        return value.isString() && value.stringValue().equals("~");
    }

    private <T> Optional<T> parsed(JsonNode value, String where, ScalarType<T> kind) {
        var parsed = kind.parse().apply(value);
        if (parsed.isEmpty()) {
            faults.add(where + ": must be " + kind.what() + ", not " + shown(value));
        }
        return parsed;
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String shown(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "a mapping";
            case ARRAY -> node.isEmpty() ? "an empty list" : "a list";
            case NULL, MISSING -> "nothing";
            default -> node.toString();
        };
    }
}
