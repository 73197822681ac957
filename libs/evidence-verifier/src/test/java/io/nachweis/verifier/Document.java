package io.nachweis.verifier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A JSON document that can be changed in places, to write what no honest program would. */
final class Document {

    private final Object root;

    /** @param root maps, lists, texts, numbers, truth values */
    Document(Object root) {
        this.root = root;
    }

    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }

    static List<Object> array(Object... elements) {
        return new ArrayList<>(List.of(elements));
    }

    Object at(String pointer) {
        Object value = root;
        for (String step : steps(pointer)) {
            value = Objects.requireNonNull(
                    value instanceof List<?> list ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) value).get(step),
                    pointer);
        }
        return value;
    }

    String textAt(String pointer) {
        return (String) at(pointer);
    }

    @SuppressWarnings("unchecked")
    List<Object> listAt(String pointer) {
        return (List<Object>) at(pointer);
    }

    @SuppressWarnings("unchecked")
    Document set(String pointer, Object value) {
        int last = pointer.lastIndexOf('/');
        String name = pointer.substring(last + 1);
        switch (at(pointer.substring(0, last))) {
            case List<?> list -> ((List<Object>) list).set(Integer.parseInt(name), value);
            case Map<?, ?> members -> ((Map<String, Object>) members).put(name, value);
            default -> throw new IllegalArgumentException(pointer);
        }
        return this;
    }

    Document change(String pointer, UnaryOperator<String> change) {
        String before = textAt(pointer);
        String after = change.apply(before);
        if (after.equals(before)) {
            throw new IllegalArgumentException("Nothing changes at " + pointer);
        }
        return set(pointer, after);
    }

    Document remove(String pointer) {
        int last = pointer.lastIndexOf('/');
        String name = pointer.substring(last + 1);
        switch (at(pointer.substring(0, last))) {
            case List<?> list -> list.remove(Integer.parseInt(name));
            case Map<?, ?> members -> members.remove(name);
            default -> throw new IllegalArgumentException(pointer);
        }
        return this;
    }

    private static List<String> steps(String pointer) {
        return pointer.isEmpty() ? List.of() : List.of(pointer.substring(1).split("/", -1));
    }

    /** By its canonical form, in which leaves are. */
    static Json json(Object value) {
        return switch (value) {
            case Map<?, ?> members -> {
                Map<String, Json> json = new LinkedHashMap<>();
                members.forEach((name, member) -> json.put((String) name, json(member)));
                yield new Json.JsonObject(json);
            }
            case List<?> elements ->
                new Json.JsonArray(elements.stream().map(Document::json).toList());
            case String text -> new Json.JsonString(text);
            case Integer number -> new Json.JsonInteger(number);
            case Long number -> new Json.JsonInteger(number);
            case Boolean truth -> new Json.JsonBoolean(truth);
            default -> throw new IllegalArgumentException(value.toString());
        };
    }

    /** A member or element a line, so that people can read it. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        write(root, "", out);
        return out.append('\n').toString();
    }

    private static void write(Object value, String indent, StringBuilder out) {
        switch (value) {
            case Map<?, ?> members
            when !members.isEmpty() -> {
                String before = "{\n";
                for (Map.Entry<?, ?> member : members.entrySet()) {
                    out.append(before).append(indent).append(" ");
                    out.append(json(member.getKey()).canonical()).append(": ");
                    write(member.getValue(), indent + " ", out);
                    before = ",\n";
                }
                out.append('\n').append(indent).append('}');
            }
            case List<?> elements
            when !elements.isEmpty() -> {
                String before = "[\n";
                for (Object element : elements) {
                    out.append(before).append(indent).append(" ");
                    write(element, indent + " ", out);
                    before = ",\n";
                }
                out.append('\n').append(indent).append(']');
            }
            default -> out.append(json(value).canonical());
        }
    }
}
