package io.nachweis.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MacKeyTest {

    private final MacKey key = new MacKey("0123456789abcdef0123456789abcdef".getBytes(UTF_8));

    /** Test case 2 of RFC 4231. */
    @Test
    void makes_what_the_standard_says() {
        assertThat(HexFormat.of()
                        .formatHex(new MacKey("Jefe".getBytes(UTF_8))
                                .mac("what do ya want ".getBytes(UTF_8), "for nothing?".getBytes(UTF_8))))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void puts_the_length_before_a_part() {
        assertThat(HexFormat.of().formatHex(key.mac(new byte[] {1}, MacKey.part("one"), MacKey.part(""))))
                .isEqualTo("bc9865c736678126badc481fec78a4ce4f8be7050bef0434a2d4b22982bcbabb");
        assertThat(key.mac(MacKey.part("ab"), MacKey.part("c")))
                .isNotEqualTo(key.mac(MacKey.part("a"), MacKey.part("bc")));
    }

    @Test
    void knows_its_own_signature_and_no_other() {
        String signature = key.sign("a text");
        assertThat(key.isSignature(signature, "a text")).isTrue();
        assertThat(key.isSignature(signature, "another")).isFalse();
        assertThat(key.isSignature(signature + "=", "a text")).isFalse();
        assertThat(key.isSignature("ä", "a text")).isFalse();
        assertThat(new MacKey(new byte[32]).isSignature(signature, "a text")).isFalse();
    }
}
