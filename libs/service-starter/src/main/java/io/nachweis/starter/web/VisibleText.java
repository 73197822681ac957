package io.nachweis.starter.web;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Text as everybody sees it, whatever it was typed with or pasted from: composed (NFC), with plain blanks and line ends,
 * and without controls and format characters (Unicode categories Cc and Cf) that nobody sees.
 */
final class VisibleText {

    private static final Pattern BLANKS = Pattern.compile(" {2,}");

    private static final char RIGHT_TO_LEFT_OVERRIDE = 0x202E;
    private static final int JOINER = 0x200D;
    private static final int NON_JOINER = 0x200C;
    private static final int AS_EMOJI = 0xFE0F;

    /** In these, joiners decide how the letter before them looks. */
    private static final Set<UnicodeScript> JOINING = EnumSet.of(
            UnicodeScript.ADLAM,
            UnicodeScript.ARABIC,
            UnicodeScript.BENGALI,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.GUJARATI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.KANNADA,
            UnicodeScript.KHMER,
            UnicodeScript.MALAYALAM,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.MYANMAR,
            UnicodeScript.NKO,
            UnicodeScript.ORIYA,
            UnicodeScript.SINHALA,
            UnicodeScript.SYRIAC,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU);

    private VisibleText() {}

    /** In one line, without blanks around it and with one between words. */
    static String line(String typed) {
        return BLANKS.matcher(visible(typed, ' ')).replaceAll(" ").strip();
    }

    /** In several lines, each ended by a line feed, and without blanks around them all. */
    static String lines(String typed) {
        return visible(typed, '\n').strip();
    }

    /** In one line, but with what makes its reader see another order of its letters, for that is no address. */
    static String address(String typed) {
        return typed.indexOf(RIGHT_TO_LEFT_OVERRIDE) < 0 ? line(typed) : typed;
    }

    private static String visible(String typed, char lineEnd) {
        int[] points = typed.codePoints().toArray();
        var text = new StringBuilder(points.length);
        for (int i = 0; i < points.length; i++) {
            int before = i == 0 ? -1 : points[i - 1];
            if (isLineEnd(points[i])) {
                text.append(before == '\r' && points[i] == '\n' ? "" : lineEnd);
            } else if (isBlank(points[i])) {
                text.append(' ');
            } else if (!isInvisible(points[i]) || joins(before, points[i])) {
                text.appendCodePoint(points[i]);
            }
        }
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static boolean isLineEnd(int point) {
        return switch (point) {
            case '\n', '\r', 0x0B, '\f', 0x85, 0x2028, 0x2029 -> true;
            default -> false;
        };
    }

    private static boolean isBlank(int point) {
        return point == '\t' || Character.getType(point) == Character.SPACE_SEPARATOR;
    }

    private static boolean isInvisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> true;
            case Character.FORMAT -> !isSign(point);
            default -> false;
        };
    }

    /** Signs of Arabic, Syriac and Kaithi that numbers stand on: of their category, and yet to be seen. */
    private static boolean isSign(int point) {
        return (point >= 0x600 && point <= 0x605)
                || switch (point) {
                    case 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD -> true;
                    default -> false;
                };
    }

    private static boolean joins(int before, int point) {
        return switch (point) {
            case JOINER -> isOfJoiningScript(before) || isPartOfEmoji(before);
            case NON_JOINER -> isOfJoiningScript(before);
            default -> false;
        };
    }

    private static boolean isOfJoiningScript(int point) {
        return point >= 0 && JOINING.contains(UnicodeScript.of(point));
    }

    private static boolean isPartOfEmoji(int point) {
        return point >= 0
                && (Character.isExtendedPictographic(point) || Character.isEmojiModifier(point) || point == AS_EMOJI);
    }
}
