package io.nachweis.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A JSON value that every reader reads alike (RFC 7493): no name twice, numbers without a fraction up to 2⁵³. */
public sealed interface Json {

    /** Members in the order of the text. */
    record JsonObject(Map<String, Json> members) implements Json {}

    record JsonArray(List<Json> elements) implements Json {

        public JsonArray {
            elements = List.copyOf(elements);
        }
    }

    record JsonString(String value) implements Json {}

    record JsonInteger(long value) implements Json {}

    record JsonBoolean(boolean value) implements Json {}

    record JsonNull() implements Json {}

    /** The one spelling that it has (RFC 8785). */
    default String canonical() {
        StringBuilder out = new StringBuilder();
        write(this, out);
        return out.toString();
    }

    default byte[] canonicalBytes() {
        return canonical().getBytes(UTF_8);
    }

    private static void write(Json json, StringBuilder out) {
        switch (json) {
            case JsonObject(var members) -> writeMembers(members, out);
            case JsonArray(var elements) -> {
                String before = "[";
                for (Json element : elements) {
                    write(element, out.append(before));
                    before = ",";
                }
                out.append(elements.isEmpty() ? "[]" : "]");
            }
            case JsonString(var value) -> writeString(value, out);
            case JsonInteger(var value) -> out.append(value);
            case JsonBoolean(var value) -> out.append(value);
            case JsonNull() -> out.append("null");
        }
    }

    /** In the order of the UTF-16 code units of their names, which is that of Java's strings. */
    private static void writeMembers(Map<String, Json> members, StringBuilder out) {
        char before = '{';
        for (Map.Entry<String, Json> member : new TreeMap<>(members).entrySet()) {
            writeString(member.getKey(), out.append(before));
            write(member.getValue(), out.append(':'));
            before = ',';
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> out.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        out.append('"');
    }
}
