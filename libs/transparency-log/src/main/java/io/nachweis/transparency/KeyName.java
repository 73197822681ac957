package io.nachweis.transparency;

import java.nio.charset.StandardCharsets;

/** The name of a key (c2sp.org/signed-note, "Format"), for a log such as {@code example.org/log/consent}. */
final class KeyName {

    private static final int NEXT_LINE = 0x85;

    private KeyName() {}

    /** @throws MalformedInput when nothing may be called so */
    static String checked(String name) {
        if (name.isEmpty()) {
            throw new MalformedInput("The name of a key is empty");
        }
        if (name.chars().anyMatch(KeyName::isForbidden)) {
            throw new MalformedInput("The name of a key has a space, a plus or a control character");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new MalformedInput("The name of a key is no well-formed Unicode");
        }
        return name;
    }

    private static boolean isForbidden(int character) {
        return character == '+'
                || character < ' '
                || character == NEXT_LINE
                || Character.isSpaceChar(character)
                || Character.isWhitespace(character);
    }
}
