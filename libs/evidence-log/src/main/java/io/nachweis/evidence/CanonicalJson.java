package io.nachweis.evidence;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one spelling of a JSON object (RFC 8785), of values that every JSON reader reads alike (RFC 7493). */
public final class CanonicalJson {

    private static final BigInteger LARGEST = BigInteger.TWO.pow(53).subtract(BigInteger.ONE);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(1024);

    private CanonicalJson() {}

    /** In UTF-8. A number whose digits depend on who reads it is refused. */
    public static byte[] bytes(ObjectNode tree) {
        requireExact(tree, "");
        CanonicalJson json = new CanonicalJson();
        json.write(tree);
        return json.utf8();
    }

    static ObjectNode read(byte[] bytes) {
        return (ObjectNode) JSON.readTree(bytes);
    }

    /** Refuses numbers whose digits depend on who reads them. The message has the place, never the value. */
    static void requireExact(JsonNode node, String path) {
        if (node.isFloatingPointNumber()) {
            throw new IllegalArgumentException(path + " is a number with a fraction; decimals are written as text");
        }
        if (node.isIntegralNumber() && !isExact(node)) {
            throw new IllegalArgumentException(path + " is beyond 2^53; large integers are written as text");
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                requireExact(node.get(i), path + "/" + i);
            }
        } else if (node.isObject()) {
            node.forEachEntry((name, member) -> {
                if (member.isNumber() || member.isContainer()) {
                    requireExact(member, path + "/" + name);
                }
            });
        }
    }

    private static boolean isExact(JsonNode number) {
        return number.canConvertToLong()
                ? Math.abs(number.longValue()) <= LARGEST.longValue() && number.longValue() != Long.MIN_VALUE
                : number.bigIntegerValue().abs().compareTo(LARGEST) <= 0;
    }

    private void write(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node);
            case ARRAY -> writeArray(node);
            case STRING -> writeText(node.stringValue());
            case NUMBER -> out.append(node.bigIntegerValue());
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            case BINARY, POJO, MISSING -> write(JSON.readTree(JSON.writeValueAsBytes(node)));
        }
    }

    /** Members in the order of their names' UTF-16 code units, which is the order of Java's strings. */
    private void writeObject(JsonNode object) {
        Map<String, JsonNode> members = new TreeMap<>();
        object.forEachEntry(members::put);
        char before = '{';
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            out.append(before);
            writeText(member.getKey());
            out.append(':');
            write(member.getValue());
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }

    private void writeArray(JsonNode array) {
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            write(array.get(i));
        }
        out.append(']');
    }

    private void writeText(String text) {
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
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Half of a surrogate pair is no text that every reader reads alike. */
    private byte[] utf8() {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(out));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("Some text is not Unicode", e);
        }
    }
}
