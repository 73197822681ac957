package io.nachweis.contracts;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes the facts of one service as signed CloudEvents. A fact counts because of this signature and nothing else. */
public final class FactSigner {

    private final SigningKey key;

    public FactSigner(SigningKey key) {
        this.key = key;
    }

    /**
     * @param source such as {@code /newsletter}
     * @param seed the private key as 32 bytes, which are the seed of RFC 8032
     */
    public static FactSigner of(String source, byte[] seed) {
        return new FactSigner(SigningKey.of(source, seed));
    }

    public ServiceKey publicKey() {
        return key.publicKey();
    }

    public String source() {
        return publicKey().source();
    }

    /** Writes a fact; one without data becomes the tombstone of its key. */
    public ProducerRecord<String, byte[]> toRecord(String topic, String key, PublishedFact fact) {
        if (!fact.source().equals(source())) {
            throw new IllegalArgumentException("The key of " + source() + " does not speak for " + fact.source());
        }
        var attributes = new HashMap<>(Map.of(
                FactRecord.SPECVERSION, "1.0",
                FactRecord.ID, fact.id(),
                FactRecord.SOURCE, fact.source(),
                FactRecord.TYPE, fact.type(),
                FactRecord.SUBJECT, fact.subject(),
                FactRecord.TIME, fact.time().toString(),
                FactRecord.SEQUENCE, fact.sequenceText(),
                FactRecord.KID, publicKey().kid()));
        byte @Nullable [] data = null;
        if (fact.data() != null) {
            attributes.put(
                    FactRecord.DATASCHEMA, Published.schemaOf(fact.type()).toString());
            attributes.put(FactRecord.CONTENT_TYPE, "application/json");
            data = PublishedJson.write(fact.data());
        }
        return sign(FactRecord.unsigned(topic, key, attributes, data));
    }

    ProducerRecord<String, byte[]> sign(FactRecord unsigned) {
        return unsigned.signed(key.sign(unsigned.signedBytes()));
    }

    @Override
    public String toString() {
        return "FactSigner[" + key + "]";
    }
}
