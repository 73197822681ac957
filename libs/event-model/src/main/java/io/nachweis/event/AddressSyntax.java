package io.nachweis.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.Normalizer2;

/** What an address may consist of. Its refusals never repeat what they refuse. */
final class AddressSyntax {

    private static final int MAX_OCTETS = 254;
    private static final int MAX_LOCAL_OCTETS = 64;
    private static final String ASCII_WHITE_SPACE = " \t\n\f\r";
    private static final String ATOM_PUNCTUATION = "!#$%&'*+-/=?^_`{|}~";

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.CHECK_CONTEXTO);

    private AddressSyntax() {}

    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && ASCII_WHITE_SPACE.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && ASCII_WHITE_SPACE.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }

    static void check(String address) {
        require(address.length() <= MAX_OCTETS, "it is too long");
        int at = address.lastIndexOf('@');
        require(at > 0, "it has no local part or no @");
        String local = address.substring(0, at);
        String domain = address.substring(at + 1);
        require(isDotAtom(local) && isDotAtom(NFC.normalize(local)), "its local part is not a dot-atom");
        require(octets(local) <= MAX_LOCAL_OCTETS, "its local part is too long");
        require(domain.codePoints().allMatch(AddressSyntax::isVisible), "its domain has an invisible character");
        require(
                octets(address) <= MAX_OCTETS
                        && octets(local) + 1 + asciiDomain(domain).length() <= MAX_OCTETS,
                "it is too long");
    }

    /** The domain as the DNS knows it: lower case, Punycode where needed. */
    static String asciiDomain(String domain) {
        var info = new IDNA.Info();
        String ascii = UTS46.nameToASCII(domain, new StringBuilder(), info).toString();
        require(!info.hasErrors(), "its domain is not a host name");
        String topLevel = ascii.substring(ascii.lastIndexOf('.') + 1);
        require(topLevel.length() < ascii.length(), "its domain has only one label");
        require(!topLevel.isEmpty(), "its domain ends with a dot");
        require(!topLevel.chars().allMatch(c -> c >= '0' && c <= '9'), "its domain is a number");
        return ascii;
    }

    /** Folds code point by code point, so that ß and ss, which name different mailboxes, stay apart. */
    static String foldCase(String local) {
        var folded = new StringBuilder();
        NFC.normalize(local).codePoints().map(c -> UCharacter.foldCase(c, true)).forEach(folded::appendCodePoint);
        return NFC.normalize(folded);
    }

    private static boolean isDotAtom(String local) {
        return !local.startsWith(".")
                && !local.endsWith(".")
                && !local.contains("..")
                && local.codePoints().allMatch(c -> c == '.' || isAtomText(c));
    }

    private static boolean isAtomText(int c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || ATOM_PUNCTUATION.indexOf(c) >= 0;
        }
        return isVisible(c);
    }

    /**
     * Neither white space nor control, formatting, direction, zero-width or private; and not unassigned, because a later
     * Unicode may fold it to something else and so change a pseudonym.
     */
    private static boolean isVisible(int c) {
        return !UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                && !UCharacter.isUWhiteSpace(c)
                && switch (UCharacter.getType(c)) {
                    case UCharacterCategory.CONTROL,
                            UCharacterCategory.FORMAT,
                            UCharacterCategory.SURROGATE,
                            UCharacterCategory.PRIVATE_USE,
                            UCharacterCategory.UNASSIGNED -> false;
                    default -> true;
                };
    }

    private static int octets(String text) {
        return text.getBytes(UTF_8).length;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException("Not an e-mail address: " + otherwise);
        }
    }
}
