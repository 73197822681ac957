package io.nachweis.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.transparency.NoteVerdict.Genuine;
import io.nachweis.transparency.NoteVerdict.Reason;
import io.nachweis.transparency.NoteVerdict.Refused;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyingNotesTest {

    private static final long SEED = 8_032;

    /** The example of c2sp.org/signed-note. */
    private static final VerifierKey FOO =
            VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");

    private static final String SIGNED_BY_FOO = """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;

    /** The examples of golang.org/x/mod/sumdb/note. */
    private static final NoteSigner NEUMANN = NoteSigner.of(
            VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"),
            Base64.getDecoder().decode("gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM="));

    private static final String SIGNED_BY_NEUMANN = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    private static final String SIGNED_BY_ANOTHER_TOO = SIGNED_BY_NEUMANN
            + "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

    private static final List<VerifierKey> KNOWN = List.of(FOO, NEUMANN.publicKey());

    @Test
    void accepts_what_a_known_key_signed() {
        assertThat(verdict(SIGNED_BY_FOO)).isEqualTo(new Genuine<>(textOf(SIGNED_BY_FOO), List.of(FOO)));
        assertThat(verdict(SIGNED_BY_NEUMANN))
                .isEqualTo(new Genuine<>(textOf(SIGNED_BY_NEUMANN), List.of(NEUMANN.publicKey())));
    }

    @Test
    void writes_a_note_as_it_reads_it() {
        assertThat(SignedNote.parse(SIGNED_BY_ANOTHER_TOO.getBytes(UTF_8)))
                .hasToString(SIGNED_BY_ANOTHER_TOO)
                .extracting(SignedNote::text)
                .isEqualTo(textOf(SIGNED_BY_ANOTHER_TOO));
    }

    @Test
    void signs_as_others_sign() {
        SignedNote note = SignedNote.sign("""
                If you think cryptography is the answer to your problem,
                then you don't know what your problem is.
                """, List.of(NEUMANN));

        assertThat(note).hasToString(SIGNED_BY_NEUMANN);
        assertThat(note.bytes()).isEqualTo(SIGNED_BY_NEUMANN.getBytes(UTF_8));
    }

    @Test
    void ignores_signatures_by_unknown_keys() {
        assertThat(verdict(SIGNED_BY_ANOTHER_TOO))
                .isEqualTo(new Genuine<>(textOf(SIGNED_BY_NEUMANN), List.of(NEUMANN.publicKey())));
    }

    @Test
    void ignores_a_signature_that_shares_only_the_name_with_a_known_key() {
        VerifierKey namesake = VerifierKey.of("PeterNeumann", rawKey(FOO));

        assertThat(SignedNote.verify(SIGNED_BY_NEUMANN.getBytes(UTF_8), List.of(namesake)))
                .isEqualTo(new Refused<>(Reason.UNKNOWN_KEYS, "The note is signed by no key that is known"));
        assertThat(SignedNote.verify(SIGNED_BY_NEUMANN.getBytes(UTF_8), List.of(namesake, NEUMANN.publicKey())))
                .isInstanceOf(Genuine.class);
    }

    @Test
    void names_each_key_that_signed_once() {
        NoteSigner another = NoteSigner.of(
                VerifierKey.of("another", rawKey(NEUMANN.publicKey())),
                Base64.getDecoder().decode("gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM="));
        SignedNote note = SignedNote.sign("both\n", List.of(NEUMANN, another, NEUMANN));

        assertThat(note.verify(List.of(another.publicKey(), NEUMANN.publicKey(), FOO)))
                .isEqualTo(new Genuine<>("both\n", List.of(NEUMANN.publicKey(), another.publicKey())));
    }

    @Test
    void refuses_what_no_known_key_signed() {
        assertThat(SignedNote.verify(SIGNED_BY_ANOTHER_TOO.getBytes(UTF_8), List.of(FOO)))
                .isEqualTo(new Refused<>(Reason.UNKNOWN_KEYS, "The note is signed by no key that is known"));
    }

    @Test
    void refuses_a_changed_text_whoever_else_signed_it() {
        String changed = SIGNED_BY_ANOTHER_TOO.replace("think", "thing");

        assertThat(verdict(changed))
                .isEqualTo(new Refused<>(Reason.WRONG_SIGNATURE, "This text was not signed by " + NEUMANN.publicKey()));
    }

    @Test
    void refuses_each_note_with_one_bit_flipped() {
        byte[] note = SIGNED_BY_FOO.getBytes(UTF_8);
        for (int bit = 0; bit < note.length * 8; bit++) {
            byte[] flipped = note.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(SignedNote.verify(flipped, KNOWN)).as("bit %s", bit).isInstanceOf(Refused.class);
        }
    }

    @Test
    void withstands_notes_at_random() {
        Random random = new Random(SEED);
        byte[] pieces = (SIGNED_BY_ANOTHER_TOO + "\n\n— + \r\u0000\u2028").getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] note = SIGNED_BY_NEUMANN.getBytes(UTF_8);
            for (int change = random.nextInt(1, 5); change > 0; change--) {
                int from = random.nextInt(pieces.length);
                int length = Math.min(random.nextInt(1, 20), pieces.length - from);
                System.arraycopy(pieces, from, note, random.nextInt(note.length - length), length);
            }

            if (SignedNote.verify(note, KNOWN) instanceof Genuine<String> genuine) {
                assertThat(genuine.content()).as("seed %s", SEED).isEqualTo(textOf(SIGNED_BY_NEUMANN));
            }
        }
    }

    static List<String> malformedNotes() {
        String text = "text\n";
        String line =
                "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        return List.of(
                "",
                "\n",
                "\n\n",
                text,
                text + line,
                text + "\n",
                text + "\n\n",
                text + "\n" + line.stripTrailing(),
                text + "\n" + line + "\n",
                text + "\n" + line + "after\n",
                text + "\n" + line.replace("\n", "\r\n"),
                text + "\r\n" + line,
                text + "\n" + line.replace('—', '-'),
                text + "\n" + line.replace("— ", "—"),
                text + "\n" + line.replace("— ", "—\u00a0"),
                text + "\n" + line.replace("— ", "—  "),
                text + "\n" + line.replace("Neumann ", "Neumann  "),
                text + "\n" + line.replace("Neumann", " Neumann"),
                text + "\n" + line.replace("Neumann", "+Neumann"),
                text + "\n" + line.replace("Neumann", "\u0085Neumann"),
                text + "\n" + line.replace("Neumann", "\u2028Neumann"),
                text + "\n" + line.replace("PeterNeumann ", ""),
                text + "\n" + line.replace("PeterNeumann", ""),
                text + "\n" + line.replace("=\n", "\n"),
                text + "\n" + line.replace("AM=", "AN="),
                text + "\n" + line.replace("x08", "x-8"),
                text + "\n" + "— PeterNeumann\n",
                text + "\n" + "— PeterNeumann \n",
                text + "\n" + "— PeterNeumann x08gow==\n",
                text + "\n" + line.repeat(101),
                "text\u0000\n\n" + line,
                "text\t\n\n" + line,
                "x".repeat(256 * 1024) + "\n\n" + line);
    }

    @ParameterizedTest
    @MethodSource("malformedNotes")
    void refuses_what_is_no_note(String note) {
        assertThat(verdict(note)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.MALFORMED);
            assertThat(refused.words()).matches("[A-Z][^\n]*[A-Za-z0-9]");
        });
        assertThatThrownBy(() -> SignedNote.parse(note.getBytes(UTF_8))).isInstanceOf(MalformedInput.class);
    }

    @Test
    void refuses_what_is_no_text() {
        byte[] note = SIGNED_BY_FOO.getBytes(UTF_8);
        note[3] = (byte) 0xc0;

        assertThat(SignedNote.verify(note, KNOWN))
                .isEqualTo(new Refused<>(Reason.MALFORMED, "A note is text in UTF-8"));
    }

    @Test
    void reads_empty_lines_and_every_alphabet_in_a_text() {
        String text = "\n\nèd è subito sera\n\n\u007f\n";
        byte[] bytes = SignedNote.sign(text, List.of(NEUMANN)).bytes();

        assertThat(SignedNote.verify(bytes, KNOWN)).isEqualTo(new Genuine<>(text, List.of(NEUMANN.publicKey())));
    }

    @Test
    void reads_as_many_signatures_as_it_must() {
        SignedNote note = SignedNote.sign("many\n", Collections.nCopies(100, NEUMANN));

        assertThat(SignedNote.verify(note.bytes(), KNOWN)).isInstanceOf(Genuine.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no line end", "control\r\n", "half \ud800\n"})
    void signs_no_text_that_could_not_be_read(String text) {
        assertThatThrownBy(() -> SignedNote.sign(text, List.of(NEUMANN))).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/foo",
                "example.com/foo+530d903a",
                "example.com/foo+530d903a+",
                "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2kAA==",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
                "example.com/foo+530d903a+Aek=",
                "example com+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
            })
    void refuses_what_is_no_verifier_key(String text) {
        assertThatThrownBy(() -> VerifierKey.parse(text)).isInstanceOf(MalformedInput.class);
    }

    @Test
    void says_what_is_wrong_with_a_verifier_key() {
        assertThatThrownBy(() ->
                        VerifierKey.parse("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"))
                .hasMessage("This verifier key has another id: " + FOO);
        assertThatThrownBy(() -> VerifierKey.of("a b", rawKey(FOO)))
                .hasMessage("The name of a key has a space, a plus or a control character");
        assertThatThrownBy(() -> VerifierKey.of("foo", new byte[31]))
                .hasMessage("A key of Ed25519 has 32 bytes, not 31");
    }

    @Test
    void refuses_keys_that_are_no_point_of_the_curve() {
        byte[] noPoint = new byte[32];
        noPoint[0] = 2;

        assertThatThrownBy(() -> VerifierKey.of("foo", noPoint))
                .isInstanceOf(MalformedInput.class)
                .hasMessage("This is no key of Ed25519");
    }

    @Test
    void writes_a_verifier_key_as_it_reads_it() {
        assertThat(FOO)
                .hasToString("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
                .isEqualTo(VerifierKey.of("example.com/foo", rawKey(FOO)))
                .returns(0x530d903a, VerifierKey::id);
    }

    @Test
    void signs_by_no_key_that_others_could_not_verify() {
        assertThatThrownBy(() -> NoteSigner.of(FOO, new byte[32]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The private key does not belong to " + FOO);
        assertThatThrownBy(() -> NoteSigner.of(FOO, new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    private static NoteVerdict<String> verdict(String note) {
        return SignedNote.verify(note.getBytes(UTF_8), KNOWN);
    }

    private static String textOf(String note) {
        return note.substring(0, note.indexOf("\n\n") + 1);
    }

    private static byte[] rawKey(VerifierKey key) {
        byte[] encoded = key.key().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }
}
