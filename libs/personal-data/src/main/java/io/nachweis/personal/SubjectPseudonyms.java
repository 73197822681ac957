package io.nachweis.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.subtle.PrfHmacJce;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.SubjectId;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the pseudonyms of one controller: HMAC-SHA-256 over the version of the normalisation, the controller and the
 * normalised address. Whoever lacks the secret cannot guess them from addresses.
 */
public final class SubjectPseudonyms {

    public static final int SECRET_BYTES = 32;

    private final String controller;
    private final PrfHmacJce hmac;

    public SubjectPseudonyms(String controller, byte[] secret) {
        if (controller.isEmpty() || controller.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("A controller's id is one line of text");
        }
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("A controller's secret has " + SECRET_BYTES + " bytes");
        }
        this.controller = controller;
        try {
            this.hmac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(secret, "HMAC"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256", e);
        }
    }

    public SubjectId of(EmailAddress address) {
        return pseudonym(
                "nachweis/subject\n" + EmailAddress.NORMALISATION + '\n' + controller + '\n' + address.normalised());
    }

    /** In the place of a person, where something is about the controller's policy and about nobody. */
    public SubjectId ofPolicy() {
        return pseudonym("nachweis/policy\n" + controller);
    }

    private SubjectId pseudonym(String message) {
        try {
            byte[] mac = hmac.compute(message.getBytes(UTF_8), 32);
            return SubjectId.of(EmailAddress.NORMALISATION
                    + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(mac));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 failed", e);
        }
    }
}
