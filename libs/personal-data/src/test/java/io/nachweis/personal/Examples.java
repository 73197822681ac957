package io.nachweis.personal;

import io.nachweis.event.DataCategory;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person, a sign-up, and the keys they need in tests. */
final class Examples {

    record SignedUp(
            UUID signUp,

            @DataCategory(value = "consent-records", perCase = "signUp")
            SubjectId subject,

            @DataCategory(value = "consent-records", perCase = "signUp")
            Personal<EmailAddress> email,

            @DataCategory(value = "server-log") Personal<String> ip,

            @DataCategory(value = "consent-records", perCase = "signUp") @Nullable
            Personal<String> company,

            String wording) {}

    /** Adds to a sign-up, whatever category that is of. */
    @DataCategory(byComponent = "category", perCase = "about", existingKey = true)
    interface Addition {}

    record Mailed(String category, UUID about, SubjectId subject, Personal<String> reply) implements Addition {}

    private Examples() {}

    static SubjectId subject(String address) {
        return new SubjectPseudonyms("idm", bytes(0)).of(EmailAddress.of(address));
    }

    static SignedUp signUp(UUID signUp, String address) {
        return new SignedUp(
                signUp,
                subject(address),
                Personal.of(EmailAddress.of(address)),
                Personal.of("203.0.113.7"),
                null,
                "newsletter/1/de");
    }

    /** 32 bytes that count up from the seed. */
    static byte[] bytes(int seed) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (seed + i);
        }
        return bytes;
    }
}
