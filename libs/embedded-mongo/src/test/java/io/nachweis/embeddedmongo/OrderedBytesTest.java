package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderedBytesTest {

    /** In MongoDB's order. */
    private static final List<@Nullable Object> ASCENDING = Arrays.asList(
            MinKey.getInstance(),
            null,
            Double.NEGATIVE_INFINITY,
            Long.MIN_VALUE,
            Long.MIN_VALUE + 1,
            -2.5,
            -2,
            -1L,
            -0.5,
            0,
            0.5,
            1,
            255L,
            256,
            (1L << 53),
            (1L << 53) + 1,
            (1L << 53) + 2,
            Long.MAX_VALUE - 1,
            Long.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            "",
            "\u0000",
            "\u0000a",
            "\u0001",
            "a",
            "a\u0000",
            "a\u0000b",
            "aa",
            "b",
            "ä",
            "\uFFFD",
            "\uD83D\uDE00",
            new Document(),
            new Document("a", 1),
            new Document("a", 1).append("b", 1),
            new Document("a", 2),
            List.of(),
            List.of(1),
            List.of(1, 1),
            List.of(2),
            new BinData(new byte[0]),
            new BinData(new byte[] {0}),
            new BinData(new byte[] {(byte) 0xFF}),
            new BinData(new byte[] {0, 0}),
            new ObjectId("000000000000000000000000"),
            new ObjectId("ff0000000000000000000000"),
            false,
            true,
            Instant.ofEpochMilli(-1),
            Instant.EPOCH,
            Instant.ofEpochMilli(1),
            MaxKey.getInstance());

    @Test
    void compare_as_the_values_do() {
        for (int i = 0; i < ASCENDING.size(); i++) {
            for (int j = 0; j < ASCENDING.size(); j++) {
                Bytes one = OrderedBytes.of(ASCENDING.get(i));
                Bytes other = OrderedBytes.of(ASCENDING.get(j));
                assertThat(Integer.signum(one.compareTo(other)))
                        .as("%s and %s", ASCENDING.get(i), ASCENDING.get(j))
                        .isEqualTo(Integer.compare(i, j));
                assertThat(Integer.signum(one.inverted().compareTo(other.inverted())))
                        .as("inverted: %s and %s", ASCENDING.get(i), ASCENDING.get(j))
                        .isEqualTo(Integer.compare(j, i));
            }
        }
    }

    @Test
    void never_begin_with_those_of_another_value() {
        for (Object value : ASCENDING) {
            Bytes bytes = OrderedBytes.of(value);
            KeyRange longer = new KeyRange(bytes.justAfter(), bytes.afterPrefix());
            assertThat(ASCENDING.stream().filter(other -> !Objects.equals(other, value)))
                    .map(OrderedBytes::of)
                    .noneMatch(other -> other.compareTo(longer.from()) >= 0 && other.compareTo(longer.to()) < 0);
        }
    }

    @Test
    void are_the_same_for_the_same_number() {
        assertThat(OrderedBytes.of(1)).isEqualTo(OrderedBytes.of(1L)).isEqualTo(OrderedBytes.of(1.0));
        assertThat(OrderedBytes.of(-0.0)).isEqualTo(OrderedBytes.of(0));
    }

    @Test
    void do_not_exist_for_decimals() {
        assertThatExceptionOfType(CommandError.class).isThrownBy(() -> OrderedBytes.of(Decimal128.ONE));
    }
}
