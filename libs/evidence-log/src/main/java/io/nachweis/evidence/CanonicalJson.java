package io.nachweis.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one spelling of a JSON object (RFC 8785), of values that every JSON reader reads alike (RFC 7493). */
final class CanonicalJson {

    private static final BigInteger LARGEST = BigInteger.TWO.pow(53).subtract(BigInteger.ONE);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CanonicalJson() {}

    static byte[] bytes(ObjectNode tree) {
        requireExact(tree, "");
        try {
            return new JsonCanonicalizer(JSON.writeValueAsBytes(tree)).getEncodedUTF8();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode read(byte[] bytes) {
        return (ObjectNode) JSON.readTree(bytes);
    }

    /** Refuses numbers whose digits depend on who reads them. The message has the place, never the value. */
    static void requireExact(JsonNode node, String path) {
        if (node.isFloatingPointNumber()) {
            throw new IllegalArgumentException(path + " is a number with a fraction; decimals are written as text");
        }
        if (node.isIntegralNumber() && node.bigIntegerValue().abs().compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException(path + " is beyond 2^53; large integers are written as text");
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                requireExact(node.get(i), path + "/" + i);
            }
        } else {
            node.properties().forEach(member -> requireExact(member.getValue(), path + "/" + member.getKey()));
        }
    }
}
