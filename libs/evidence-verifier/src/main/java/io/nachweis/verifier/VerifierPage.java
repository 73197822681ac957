package io.nachweis.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The same verifier as one HTML page for a browser, which needs nothing else and asks nobody. */
public final class VerifierPage {

    private VerifierPage() {}

    /** In UTF-8. */
    public static byte[] html() {
        try (InputStream page = VerifierPage.class.getResourceAsStream("/verifier/verifier.html")) {
            return Objects.requireNonNull(page).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
