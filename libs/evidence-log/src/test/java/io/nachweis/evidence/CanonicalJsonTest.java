package io.nachweis.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Against the canonicalizer that the authors of RFC 8785 publish. */
class CanonicalJsonTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Test
    void is_what_the_reference_makes_of_any_tree() throws IOException {
        for (int seed = 0; seed < 2_000; seed++) {
            ObjectNode tree = object(new Random(seed), 3);

            byte[] reference = new JsonCanonicalizer(JsonMapper.shared().writeValueAsBytes(tree)).getEncodedUTF8();
            assertThat(CanonicalJson.bytes(tree))
                    .as("seed " + seed)
                    .asString(UTF_8)
                    .isEqualTo(new String(reference, UTF_8));
        }
    }

    @Test
    void orders_names_by_their_utf16_code_units() {
        ObjectNode tree = JSON.objectNode()
                .put("\ufb33", 1)
                .put("\ud83d\ude00", 2)
                .put("\u20ac", 3)
                .put("1", 4);

        assertThat(CanonicalJson.bytes(tree))
                .asString(UTF_8)
                .isEqualTo("{\"1\":4,\"\u20ac\":3,\"\ud83d\ude00\":2,\"\ufb33\":1}");
    }

    @Test
    void writes_bytes_as_base64_text() {
        assertThat(CanonicalJson.bytes(JSON.objectNode().put("b", new byte[] {1, 2, 3})))
                .asString(UTF_8)
                .isEqualTo("{\"b\":\"AQID\"}");
    }

    @Test
    void refuses_half_a_surrogate_pair() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalJson.bytes(JSON.objectNode().put("note", "\ud83d!")));
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = JSON.objectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
            String name = text(random);
            switch (random.nextInt(depth == 0 ? 4 : 6)) {
                case 0 -> object.put(name, text(random));
                case 1 -> object.put(name, random.nextLong(-(1L << 53) + 1, 1L << 53));
                case 2 -> object.put(name, random.nextBoolean());
                case 3 -> object.putNull(name);
                case 4 -> object.set(name, object(random, depth - 1));
                default -> {
                    ArrayNode array = object.putArray(name);
                    array.add(text(random)).add(object(random, depth - 1)).add(random.nextInt());
                }
            }
        }
        return object;
    }

    /** Of controls, quotes, letters of one to four bytes. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) random.nextInt(0x20));
                case 1 -> text.append("\"\\/\u007f\u0080\u2028".charAt(random.nextInt(6)));
                case 2 -> text.appendCodePoint(random.nextInt(0x10000, 0x110000));
                default -> text.append((char) random.nextInt(0x20, 0xd800));
            }
        }
        return text.toString();
    }
}
