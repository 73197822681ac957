package io.nachweis.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.transparency.NoteVerdict.Genuine;
import io.nachweis.transparency.NoteVerdict.Reason;
import io.nachweis.transparency.NoteVerdict.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningCheckpointsTest {

    private static final String ORIGIN = "example.org/log/consent";
    private static final NoteSigner LOG = LogKeys.named(ORIGIN);
    private static final NoteSigner OTHER_LOG = LogKeys.named("example.org/log/newsletter");
    private static final Checkpoint CHECKPOINT = new Checkpoint(ORIGIN, new TreeHead(8, ReferenceTree.ROOTS.get(8)));
    private static final String TEXT = """
            example.org/log/consent
            8
            XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=
            """;

    @Test
    void is_accepted_with_the_key_of_the_log() {
        byte[] note = CHECKPOINT.sign(LOG).bytes();

        assertThat(Checkpoint.verify(note, List.of(OTHER_LOG.publicKey(), LOG.publicKey())))
                .isEqualTo(new Genuine<>(CHECKPOINT, List.of(LOG.publicKey())));
    }

    @Test
    void gives_equal_bytes_for_equal_sizes() {
        Checkpoint again = new Checkpoint(
                ORIGIN, StoredTiles.of(ReferenceTree.leaves()).edge().head());

        assertThat(again.sign(LOG).bytes()).isEqualTo(CHECKPOINT.sign(LOG).bytes());
    }

    @Test
    void is_refused_when_only_keys_of_other_names_signed_it() {
        byte[] note = SignedNote.sign(TEXT, List.of(OTHER_LOG)).bytes();

        assertThat(Checkpoint.verify(note, List.of(OTHER_LOG.publicKey(), LOG.publicKey())))
                .isEqualTo(new Refused<>(
                        Reason.OTHER_LOG, "The checkpoint is signed by no known key of example.org/log/consent"));
        assertThatThrownBy(() -> CHECKPOINT.sign(OTHER_LOG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The key of example.org/log/newsletter does not speak for example.org/log/consent");
    }

    @Test
    void is_accepted_with_the_signatures_of_witnesses() {
        NoteSigner witness = LogKeys.named("witness.example.com");
        NoteSigner unknown = LogKeys.named("unknown.example.com");
        byte[] note = SignedNote.sign(TEXT, List.of(unknown, witness, LOG)).bytes();

        assertThat(Checkpoint.verify(note, List.of(LOG.publicKey(), witness.publicKey())))
                .isEqualTo(new Genuine<>(CHECKPOINT, List.of(witness.publicKey(), LOG.publicKey())));
    }

    @Test
    void is_refused_by_another_key_of_the_same_name() {
        assertThat(Checkpoint.verify(
                        CHECKPOINT.sign(LOG).bytes(),
                        List.of(LogKeys.named(ORIGIN).publicKey())))
                .isEqualTo(new Refused<>(Reason.UNKNOWN_KEYS, "The note is signed by no key that is known"));
    }

    @Test
    void says_of_a_genuine_note_that_it_is_no_checkpoint() {
        byte[] note = SignedNote.sign("good morning\n", List.of(LOG)).bytes();

        assertThat(Checkpoint.verify(note, List.of(LOG.publicKey())))
                .isEqualTo(new Refused<>(
                        Reason.OTHER_CONTENT, "A checkpoint has the lines origin, size and root, and no others"));
    }

    @Test
    void is_read_as_it_is_written() {
        assertThat(CHECKPOINT.text()).isEqualTo(TEXT);
        assertThat(Checkpoint.parse(TEXT)).isEqualTo(CHECKPOINT);
        assertThat(Checkpoint.parse("empty\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"))
                .isEqualTo(new Checkpoint("empty", new TreeHead(0, TreeHash.EMPTY)));
    }

    /** The example of c2sp.org/tlog-checkpoint, whose key is not published. */
    @Test
    void reads_checkpoints_of_others() {
        byte[] note = """
                example.com/behind-the-sofa
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

                — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
                """.getBytes(UTF_8);

        assertThat(Checkpoint.parse(SignedNote.parse(note).text()).head())
                .isEqualTo(new TreeHead(20_852_163, TreeHash.ofBase64("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")));
        assertThat(Checkpoint.verify(note, List.of(LOG.publicKey()))).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
                "log\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=",
                "log\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n\n",
                "log\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\nextension\n",
                "log\n8\n",
                "log\n\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
                "log\n08\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
                "log\n+8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
                "log\n-8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
                "log\n8 \nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
                "log\n٨\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
                "log\n9223372036854775808\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
                "log\n18446744073709551616\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
                "log\n0\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
                "log\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg\n",
                "log\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh=\n",
                "log\n8\nXcna\n",
                "log\r\n8\r\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\r\n",
                "a log\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n"
            })
    void refuses_what_is_no_checkpoint(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedInput.class);
    }
}
