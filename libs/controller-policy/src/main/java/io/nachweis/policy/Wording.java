package io.nachweis.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The exact text a person agrees to (Art. 7(2) GDPR). A changed text is a new version.
 *
 * @param sha256 SHA-256 over the UTF-8 bytes of {@code html} as it stands here, lower-case hexadecimal
 */
public record Wording(
        String id, int version, Locale locale, List<String> purposes, String label, String html, String sha256) {

    @JsonCreator
    static Wording of(String id, List<String> purposes, String label, String html) {
        var parts = WordingId.of(id);
        return new Wording(id, parts.version(), parts.locale(), purposes, label, html, sha256(html));
    }

    boolean replaces(Wording older) {
        return version > older.version && purposes.stream().anyMatch(older.purposes::contains);
    }

    static String sha256(String html) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(html.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
