package io.nachweis.verifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.transparency.VerifierKey;
import io.nachweis.verifier.Verdict.Holds;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each byte of a file counts: a changed bit is found, or changes nothing but words that the verdict calls unproven. */
class FlippingBitsTest {

    private static final boolean FULL = "full".equals(System.getProperty("nachweis.depth"));

    private final byte[] file = readSmall();
    private final List<VerifierKey> keys =
            List.of(ExampleLog.signer("example.org/log/consent", 3).publicKey());
    private final Holds good = (Holds) EvidenceVerifier.verify(file, keys);

    /** A character for each byte. */
    private final String text = new String(file, ISO_8859_1);

    private static byte[] readSmall() {
        try {
            return Files.readAllBytes(Corpus.SMALL);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void is_found_or_harmless() throws UnreadableEvidence {
        Json meant = new JsonReader().read(file);
        int found = 0;
        int unproven = 0;
        for (int bit = 0; bit < file.length * 8; bit += FULL ? 1 : 7) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            if (!(EvidenceVerifier.verify(flipped, keys) instanceof Holds holds)) {
                found++;
                continue;
            }
            if (!new JsonReader().read(flipped).equals(meant)) {
                unproven++;
                assertThat(holds.evidence().logs())
                        .as("bit %s", bit)
                        .isEqualTo(good.evidence().logs());
                assertThat(holds.evidence().controller())
                        .isEqualTo(good.evidence().controller());
                assertThat(isStatement(bit / 8)).as("bit %s", bit).isTrue();
            }
        }
        assertThat(found).isGreaterThan(file.length);
        assertThat(unproven).as("digits of a time and letters of a kind").isLessThan(150);
    }

    /** The time of the file and the kind of its anchor, of which the verdict says that nothing proves them. */
    private boolean isStatement(int index) {
        return isWithin(index, good.evidence().madeAt()) || isWithin(index, "mail-header");
    }

    private boolean isWithin(int index, String words) {
        int from = text.indexOf(words);
        return index >= from && index < from + words.length();
    }
}
