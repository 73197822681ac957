package io.nachweis.contracts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Whoever can write to Kafka can say things there; only who holds the key can give orders. The CloudEvents extension
 * {@code signature} is base64 of Ed25519 (RFC 8032) over, each with its length in front as four bytes, the id, the source,
 * the type, the subject and the data.
 */
public final class OrderSignature {

    private static final String HEADER = "ce_signature";
    private static final List<String> SIGNED = List.of("ce_id", "ce_source", "ce_type", "ce_subject");
    private static final String ALGORITHM = "Ed25519";

    private OrderSignature() {}

    /** Signs a record in place. */
    public static void put(ProducerRecord<String, byte[]> order, PrivateKey key) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            feed(signature, order.headers(), order.value());
            order.headers().add(HEADER, Base64.getEncoder().encode(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 failed", e);
        }
    }

    /** Whether the holder of the key gave exactly this order. */
    public static boolean isOn(ConsumerRecord<?, byte[]> order, PublicKey key) {
        Header header = order.headers().lastHeader(HEADER);
        if (header == null) {
            return false;
        }
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            feed(signature, order.headers(), order.value());
            return signature.verify(Base64.getDecoder().decode(new String(header.value(), US_ASCII)));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    /** The private key as 32 bytes, which are the seed of RFC 8032. */
    public static PrivateKey privateKey(byte[] seed) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not a private key of Ed25519", e);
        }
    }

    /** The public key as RFC 8032 writes it: 32 bytes, the ordinate with the lowest first, and the sign of the other. */
    public static PublicKey publicKey(byte[] bytes) {
        var ordinate = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ordinate[i] = bytes[bytes.length - 1 - i];
        }
        boolean isOdd = ordinate[0] < 0;
        ordinate[0] &= 0x7F;
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new EdECPublicKeySpec(
                            NamedParameterSpec.ED25519, new EdECPoint(isOdd, new BigInteger(1, ordinate))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not a public key of Ed25519", e);
        }
    }

    private static void feed(Signature signature, Headers headers, byte[] data) throws GeneralSecurityException {
        for (String name : SIGNED) {
            Header header = headers.lastHeader(name);
            feed(signature, header == null ? new byte[0] : header.value());
        }
        feed(signature, data == null ? new byte[0] : data);
    }

    private static void feed(Signature signature, byte[] part) throws GeneralSecurityException {
        signature.update(new byte[] {
            (byte) (part.length >>> 24), (byte) (part.length >>> 16), (byte) (part.length >>> 8), (byte) part.length
        });
        signature.update(part);
    }
}
