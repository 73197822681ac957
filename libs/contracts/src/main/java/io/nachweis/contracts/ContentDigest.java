package io.nachweis.contracts;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The field {@code Content-Digest} (RFC 9530), by which a signature over the head of a request covers its body. */
public final class ContentDigest {

    public static final String HEADER = "Content-Digest";

    private ContentDigest() {}

    /** Its value for this body, by SHA-256. */
    public static String of(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
