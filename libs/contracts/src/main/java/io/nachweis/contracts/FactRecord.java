package io.nachweis.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent 1.0 on Kafka in binary mode: the headers that are attributes, each once and in lower case, and the value.
 * Whoever signs, verifies or reads a fact does it from here, so that nobody can verify one thing and read another.
 */
final class FactRecord {

    static final String CONTENT_TYPE = "content-type";
    static final String SPECVERSION = "ce_specversion";
    static final String ID = "ce_id";
    static final String SOURCE = "ce_source";
    static final String TYPE = "ce_type";
    static final String SUBJECT = "ce_subject";
    static final String TIME = "ce_time";
    static final String SEQUENCE = "ce_sequence";
    static final String DATASCHEMA = "ce_dataschema";
    static final String KID = "ce_kid";
    static final String SIGNATURE = "ce_signature";

    private static final List<String> REQUIRED = List.of(ID, SOURCE, TYPE, SUBJECT, TIME, SEQUENCE);
    private static final Pattern ATTRIBUTE = Pattern.compile("ce_[a-z0-9]{1,20}");
    private static final Pattern PSEUDONYM = Pattern.compile("[A-Za-z0-9._~-]{1,128}");
    private static final String DOMAIN = "nachweis-fact-v1";
    private static final int ABSENT = -1;

    private static final int MOST_ATTRIBUTES = 32;
    private static final int LONGEST_TEXT = 1_024;

    private final String topic;
    private final String key;
    private final SortedMap<String, String> attributes;
    private final byte @Nullable [] data;

    private FactRecord(String topic, String key, Map<String, String> attributes, byte @Nullable [] data) {
        this.topic = topic;
        this.key = key;
        this.attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        this.data = data;
    }

    static FactRecord unsigned(String topic, String key, Map<String, String> attributes, byte @Nullable [] data) {
        return new FactRecord(topic, key, attributes, data);
    }

    /** Empty for what two readers could read differently, and for what is no CloudEvent about a person. */
    static Optional<FactRecord> of(ConsumerRecord<String, byte[]> record) {
        var attributes = new TreeMap<String, String>();
        for (Header header : record.headers()) {
            String name = header.key();
            if (isAttribute(name)) {
                String value = text(header.value());
                boolean isSpelledRight =
                        name.equals(CONTENT_TYPE) || ATTRIBUTE.matcher(name).matches();
                if (!isSpelledRight
                        || value == null
                        || attributes.put(name, value) != null
                        || attributes.size() > MOST_ATTRIBUTES) {
                    return Optional.empty();
                }
            }
        }
        boolean isFact = record.key() != null
                && record.key().length() <= LONGEST_TEXT
                && "1.0".equals(attributes.get(SPECVERSION))
                && attributes.keySet().containsAll(REQUIRED)
                && PSEUDONYM.matcher(attributes.get(SUBJECT)).matches();
        return isFact
                ? Optional.of(new FactRecord(record.topic(), record.key(), attributes, record.value()))
                : Optional.empty();
    }

    /** Also in a spelling that some reader may take for the right one. */
    private static boolean isAttribute(String name) {
        String spelled = name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        return spelled.startsWith("ce_") || spelled.equals("content_type");
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        try {
            return bytes == null || bytes.length > LONGEST_TEXT
                    ? null
                    : UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    String topic() {
        return topic;
    }

    @Nullable
    String attribute(String name) {
        return attributes.get(name);
    }

    String required(String name) {
        String value = attributes.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Without " + name);
        }
        return value;
    }

    byte @Nullable [] data() {
        return data;
    }

    /**
     * What the signature is over; {@code docs/facts.md} has it with a vector. Every part has its length in front, so
     * that no two records have the same bytes.
     */
    byte[] signedBytes() {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(bytes)) {
            write(out, DOMAIN);
            write(out, topic);
            write(out, key);
            out.writeInt(attributes.size() - (attributes.containsKey(SIGNATURE) ? 1 : 0));
            for (var attribute : attributes.entrySet()) {
                if (!attribute.getKey().equals(SIGNATURE)) {
                    write(out, attribute.getKey());
                    write(out, attribute.getValue());
                }
            }
            if (data == null) {
                out.writeInt(ABSENT);
            } else {
                write(out, data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String part) throws IOException {
        write(out, part.getBytes(UTF_8));
    }

    private static void write(DataOutputStream out, byte[] part) throws IOException {
        out.writeInt(part.length);
        out.write(part);
    }

    @SuppressWarnings("NullAway") // A tombstone has no value, whatever Kafka's types say.
    ProducerRecord<String, byte[]> signed(String signature) {
        var record = new ProducerRecord<String, byte[]>(topic, key, data);
        attributes.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        record.headers().add(SIGNATURE, signature.getBytes(UTF_8));
        return record;
    }
}
