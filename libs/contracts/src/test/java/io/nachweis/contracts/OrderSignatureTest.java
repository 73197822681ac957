package io.nachweis.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.contracts.Fact.ErasureOrdered;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class OrderSignatureTest {

    /** Test 1 of RFC 8032, section 7.1. */
    private static final byte[] SEED =
            HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    private static final byte[] PUBLIC =
            HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    @Test
    void is_good_on_what_the_holder_of_the_key_signed() {
        assertThat(isAccepted(signed(), _ -> {})).isTrue();
    }

    @Test
    void is_missing_on_what_nobody_signed() {
        assertThat(isAccepted(order(), _ -> {})).isFalse();
    }

    @Test
    void is_bad_once_anything_of_the_order_is_another() {
        for (String header : new String[] {"ce_id", "ce_source", "ce_type", "ce_subject"}) {
            assertThat(isAccepted(signed(), headers -> headers.remove(header).add(header, "other".getBytes(UTF_8))))
                    .as(header)
                    .isFalse();
        }
        var order = signed();
        var other = new ProducerRecord<>(order.topic(), null, order.key(), "{}".getBytes(UTF_8), order.headers());
        assertThat(isAccepted(other, _ -> {})).isFalse();
    }

    @Test
    void is_bad_when_it_is_no_signature_at_all() {
        assertThat(isAccepted(order(), headers -> headers.add("ce_signature", "#".getBytes(UTF_8))))
                .isFalse();
        assertThat(isAccepted(order(), headers -> headers.add("ce_signature", "AAAA".getBytes(UTF_8))))
                .isFalse();
    }

    @Test
    void is_made_with_keys_of_thirty_two_bytes() throws GeneralSecurityException {
        assertThat(OrderSignature.publicKey(PUBLIC).getEncoded()).endsWith(PUBLIC);
        assertThatThrownBy(() -> OrderSignature.privateKey(new byte[3])).isInstanceOf(IllegalArgumentException.class);
    }

    private static ProducerRecord<String, byte[]> order() {
        return CloudEventRecords.toRecord(
                Topics.SUBJECTS,
                "someone",
                PublishedFact.of("1.0", "/rights", "someone", 1, NOON, new ErasureOrdered("idm", "order", NOON)));
    }

    private static ProducerRecord<String, byte[]> signed() {
        var order = order();
        OrderSignature.put(order, OrderSignature.privateKey(SEED));
        return order;
    }

    private static boolean isAccepted(ProducerRecord<String, byte[]> sent, Consumer<Headers> change) {
        var received = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        change.accept(received.headers());
        return OrderSignature.isOn(received, OrderSignature.publicKey(PUBLIC));
    }
}
