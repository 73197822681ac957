package io.nachweis.verifier;

/** Text of strangers for a terminal, in which nothing moves a cursor, changes a colour or turns the direction. */
final class Printable {

    private Printable() {}

    static String of(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(character -> {
            switch (Character.getType(character)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE,
                        Character.UNASSIGNED -> out.append("\\u{%x}".formatted(character));
                default -> out.appendCodePoint(character);
            }
        });
        return out.toString();
    }
}
