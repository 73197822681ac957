package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values as bytes that compare, unsigned, as MongoDB compares the values: first by type, then by value.
 *
 * <p>No value's bytes are the beginning of another's, so that several can stand in a row. A missing field is null, and
 * {@code 1}, {@code 1L} and {@code 1.0} are the same.
 */
final class OrderedBytes {

    private static final int MIN_KEY = 0x01;
    private static final int NULL = 0x08;
    private static final int NUMBER = 0x10;
    private static final int STRING = 0x18;
    private static final int DOCUMENT = 0x20;
    private static final int ARRAY = 0x28;
    private static final int BINARY = 0x30;
    private static final int OBJECT_ID = 0x38;
    private static final int BOOLEAN = 0x40;
    private static final int DATE = 0x48;
    private static final int TIMESTAMP = 0x50;
    private static final int MAX_KEY = 0x7F;

    private static final int END = 0x00;
    private static final int MORE = 0x01;
    private static final int ESCAPED = 0xFF;
    private static final byte GENERIC = 0;
    private static final byte OLD_UUID = 3;
    private static final byte STANDARD_UUID = 4;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(32);

    private OrderedBytes() {}

    static Bytes of(@Nullable Object value) {
        OrderedBytes bytes = new OrderedBytes();
        bytes.write(value);
        return Bytes.of(bytes.out.toByteArray());
    }

    /** What the bytes of every value of this value's type begin with; comparisons never leave a type. */
    static Bytes typeOf(Object value) {
        return Bytes.of(of(value).array()[0]);
    }

    /** Whether the value has a place in the order; a regular expression, for one, has none. */
    static boolean canHold(@Nullable Object value) {
        try {
            of(value);
            return true;
        } catch (CommandError e) {
            return false;
        }
    }

    private void write(@Nullable Object value) {
        switch (value) {
            case null -> out.write(NULL);
            case Missing _ -> out.write(NULL);
            case MinKey _ -> out.write(MIN_KEY);
            case MaxKey _ -> out.write(MAX_KEY);
            case Decimal128 _ -> throw CommandError.of("a decimal in an index");
            case Number number -> number(number);
            case String text -> {
                out.write(STRING);
                text(text);
            }
            case Document document -> {
                out.write(DOCUMENT);
                document.forEach((name, field) -> {
                    out.write(MORE);
                    text(name);
                    write(field);
                });
                out.write(END);
            }
            case Collection<?> array -> {
                out.write(ARRAY);
                array.forEach(element -> {
                    out.write(MORE);
                    write(element);
                });
                out.write(END);
            }
            case BinData binary -> binary(GENERIC, binary.getData());
            case UUID uuid -> binary(STANDARD_UUID, uuid(uuid));
            case LegacyUUID uuid -> binary(OLD_UUID, uuid(uuid.getUuid()));
            case ObjectId id -> {
                out.write(OBJECT_ID);
                out.writeBytes(id.toByteArray());
            }
            case Boolean flag -> {
                out.write(BOOLEAN);
                out.write(flag ? 1 : 0);
            }
            case Instant instant -> {
                out.write(DATE);
                longs(instant.toEpochMilli() ^ Long.MIN_VALUE);
            }
            case BsonTimestamp timestamp -> {
                out.write(TIMESTAMP);
                longs(timestamp.getValue());
            }
            default -> throw CommandError.of("a " + value.getClass().getSimpleName() + " in an index");
        }
    }

    /** The nearest double, then how far a long is from it: within 1024, as a double has 53 bits of the 63. */
    private void number(Number number) {
        out.write(NUMBER);
        double nearest = number.doubleValue() + 0.0; // makes -0.0 the same as 0.0
        int rest = number instanceof Long exact ? (int) (exact - (long) nearest) : 0;
        long bits = Double.doubleToLongBits(nearest);
        longs(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
        out.write((rest + 0x8000) >> 8);
        out.write(rest);
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (text.indexOf(END) < 0) {
            out.writeBytes(bytes);
        } else {
            for (byte b : bytes) {
                out.write(b);
                if (b == END) {
                    out.write(ESCAPED);
                }
            }
        }
        out.write(END);
        out.write(END);
    }

    private void binary(byte subtype, byte[] data) {
        out.write(BINARY);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).array());
        out.write(subtype);
        out.writeBytes(data);
    }

    private void longs(long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    private static byte[] uuid(UUID uuid) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }
}
