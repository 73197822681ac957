package io.nachweis.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.contracts.Fact.ConsentWithdrawn;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CloudEventRecordsTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T09:15:02.123456Z");
    private static final ConsentWithdrawn WITHDRAWAL =
            new ConsentWithdrawn("idm", "newsletter", "c1", Channel.PAGE, MONDAY, MONDAY);
    private static final PublishedFact EVENT =
            PublishedFact.of("0b6f-0", "/newsletter", "s7kd", 41, MONDAY.plusSeconds(1), WITHDRAWAL);

    @Test
    void carry_the_attributes_as_headers_and_the_data_alone_as_value() {
        var record = CloudEventRecords.toRecord("nachweis.newsletter", "s7kd", EVENT);

        assertThat(record.topic()).isEqualTo("nachweis.newsletter");
        assertThat(record.key()).isEqualTo("s7kd");
        assertThat(headers(record))
                .containsOnly(
                        "ce_specversion=1.0",
                        "ce_id=0b6f-0",
                        "ce_source=/newsletter",
                        "ce_type=nachweis.consent.withdrawn.v1",
                        "ce_subject=s7kd",
                        "ce_time=2026-11-23T09:15:03.123456Z",
                        "ce_sequence=41",
                        "ce_dataschema=https://nachweis.io/schemas/nachweis.consent.withdrawn.v1.json",
                        "content-type=application/json");
        assertThat(new String(record.value(), UTF_8))
                .isEqualTo(
                        "{\"controller\":\"idm\",\"purpose\":\"newsletter\",\"signUp\":\"c1\",\"channel\":\"page\","
                                + "\"receivedAt\":\"2026-11-23T09:15:02.123456Z\",\"recordedAt\":\"2026-11-23T09:15:02.123456Z\"}");
    }

    @Test
    void are_read_as_they_were_written() {
        assertThat(CloudEventRecords.parse(received(CloudEventRecords.toRecord("t", "s7kd", EVENT))))
                .contains(EVENT);
    }

    @Test
    void without_data_are_the_tombstone_of_a_state() {
        var tombstone = PublishedFact.tombstone("0b6f-1", "/consent", "s7kd", 42, MONDAY);
        var record = CloudEventRecords.toRecord(
                Topics.CONSENT_STATE, ConsentSnapshot.key("idm", "s7kd", "newsletter"), tombstone);

        assertThat(record.value()).isNull();
        assertThat(CloudEventRecords.parse(received(record))).contains(tombstone);
    }

    @Test
    void of_a_type_newer_than_this_library_are_passed_over() {
        var record = CloudEventRecords.toRecord("t", "s7kd", EVENT);
        replace(record.headers(), "ce_type", "nachweis.consent.transferred.v1");

        assertThat(CloudEventRecords.parse(received(record))).isEmpty();
    }

    @Test
    void with_members_and_channels_newer_than_this_library_still_withdraw() {
        var record = received(CloudEventRecords.toRecord("t", "s7kd", EVENT), """
                {"controller":"idm","purpose":"newsletter","signUp":"c1","channel":"fax","page":3,
                 "receivedAt":"2026-11-23T09:15:02Z","recordedAt":"2026-11-23T09:15:02Z"}""");

        assertThat(CloudEventRecords.parse(record).map(PublishedFact::data))
                .get()
                .isInstanceOfSatisfying(
                        ConsentWithdrawn.class,
                        withdrawn -> assertThat(withdrawn.channel()).isEqualTo(Channel.OTHER));
    }

    @Test
    void that_break_the_promise_of_their_type_are_refused_without_quoting_them() {
        var record = CloudEventRecords.toRecord("t", "s7kd", EVENT);

        for (var broken : new String[] {"", "[]", "{", "{}", "{\"controller\":\"secret\"}", "null"}) {
            assertThatThrownBy(() -> CloudEventRecords.parse(received(record, broken)))
                    .as(broken)
                    .isInstanceOf(UnreadableRecord.class)
                    .hasMessageStartingWith("t-3@17 ")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void that_lack_an_attribute_are_refused() {
        for (var attribute : new String[] {"specversion", "id", "source", "subject", "time", "sequence"}) {
            var record = CloudEventRecords.toRecord("t", "s7kd", EVENT);
            record.headers().remove("ce_" + attribute);

            assertThatThrownBy(() -> CloudEventRecords.parse(received(record)))
                    .as(attribute)
                    .isInstanceOf(UnreadableRecord.class);
        }
    }

    @Test
    void with_a_sequence_or_time_that_is_none_are_refused() {
        for (var attribute : new String[] {"sequence", "time", "source"}) {
            var record = CloudEventRecords.toRecord("t", "s7kd", EVENT);
            replace(record.headers(), "ce_" + attribute, "% soon");

            assertThatThrownBy(() -> CloudEventRecords.parse(received(record)))
                    .as(attribute)
                    .isInstanceOf(UnreadableRecord.class);
        }
    }

    private static Iterable<String> headers(ProducerRecord<String, byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .collect(toMap(Header::key, header -> new String(header.value(), UTF_8)))
                .entrySet()
                .stream()
                .map(header -> header.getKey() + "=" + header.getValue())
                .toList();
    }

    private static void replace(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent, String value) {
        return received(sent, value.getBytes(UTF_8));
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        return received(sent, sent.value());
    }

    private static ConsumerRecord<String, byte[]> received(
            ProducerRecord<String, byte[]> sent, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                sent.topic(),
                3,
                17,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                value,
                sent.headers(),
                Optional.empty());
    }
}
