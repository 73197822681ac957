package io.nachweis.transparency;

import java.util.Base64;

/** Base 64 as of RFC 4648 §4, with padding and in the only way that these bytes can be written. */
final class Base64Text {

    private Base64Text() {}

    static String of(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** @throws MalformedInput when encoding what it says would not give this text again */
    static byte[] decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (of(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new MalformedInput("This is no base64 text with padding");
    }
}
