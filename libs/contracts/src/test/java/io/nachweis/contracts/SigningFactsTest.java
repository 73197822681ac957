package io.nachweis.contracts;

import static io.nachweis.contracts.Signed.MONDAY;
import static io.nachweis.contracts.Signed.NEWSLETTER;
import static io.nachweis.contracts.Signed.ORDERED;
import static io.nachweis.contracts.Signed.WITHDRAWN;
import static io.nachweis.contracts.Signed.verdict;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloudevents.kafka.KafkaMessageFactory;
import io.nachweis.contracts.Verdict.Genuine;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningFactsTest {

    /** Ed25519 is deterministic; a change of what is signed is a change of the format. */
    private static final String SIGNATURE =
            "ew-ZRTpXaZbTq4lNmvK8ieUeKZfUpsfSQiHfisiKm_bDup1lmtBnNzpFB22W2INvU625Y7_jI1mocuC9tDgTAA";

    @Test
    void writes_the_attributes_as_headers_and_the_data_alone_as_value() {
        var record = Signed.withdrawal();
        var headers = new ArrayList<String>();
        record.headers().forEach(header -> headers.add(header.key() + "=" + new String(header.value(), UTF_8)));

        assertThat(record.topic()).isEqualTo("nachweis.newsletter");
        assertThat(record.key()).isEqualTo("s7kd");
        assertThat(headers)
                .containsExactlyInAnyOrder(
                        "ce_specversion=1.0",
                        "ce_id=0b6f.0",
                        "ce_source=/newsletter",
                        "ce_type=nachweis.consent.withdrawn.v1",
                        "ce_subject=s7kd",
                        "ce_time=2026-11-23T09:15:03.123456Z",
                        "ce_sequence=0000000000000000041",
                        "ce_dataschema=https://nachweis.io/schemas/nachweis.consent.withdrawn.v1.json",
                        "content-type=application/json",
                        "ce_kid=" + NEWSLETTER.publicKey().kid(),
                        "ce_signature=" + SIGNATURE);
        assertThat(new String(record.value(), UTF_8))
                .isEqualTo(
                        "{\"controller\":\"idm\",\"purpose\":\"newsletter\",\"signUp\":\"c1\",\"channel\":\"page\","
                                + "\"receivedAt\":\"2026-11-23T09:15:02.123456Z\",\"recordedAt\":\"2026-11-23T09:15:02.123456Z\"}");
    }

    @Test
    void writes_what_every_reader_of_cloud_events_reads() {
        var event = KafkaMessageFactory.createReader(Signed.received(Signed.withdrawal()))
                .toEvent();

        assertThat(event.getId()).isEqualTo("0b6f.0");
        assertThat(event.getSource()).hasToString("/newsletter");
        assertThat(event.getSubject()).isEqualTo("s7kd");
        assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-11-23T09:15:03.123456Z"));
        assertThat(event.getExtension("sequence")).isEqualTo("0000000000000000041");
        assertThat(event.getExtension("kid")).isEqualTo(NEWSLETTER.publicKey().kid());
    }

    @Test
    void is_verified_by_who_has_the_public_key() {
        assertThat(verdict(Signed.withdrawal())).isEqualTo(new Genuine(WITHDRAWN));
        assertThat(verdict(Signed.order())).isEqualTo(new Genuine(ORDERED));
    }

    @ParameterizedTest
    @CsvSource({"8, 10", "0, 1", "999, 1000", "99999999999, 100000000000", "10, 9223372036854775807"})
    void writes_a_sequence_that_text_orders_too(long earlier, long later) {
        assertThat(sequence(earlier)).isLessThan(sequence(later)).hasSameSizeAs(sequence(later));
    }

    /** As they are on topics that an earlier version wrote to. */
    @Test
    void takes_a_sequence_without_zeros_in_front_for_the_same_number() {
        var earlier = Signed.withdrawal();
        Signed.replace(earlier.headers(), "ce_sequence", "41");
        Signed.replace(
                earlier.headers(),
                "ce_signature",
                "kp2DG3Arwoi2lL7qd70p2yWd1UmNhpWs_hO0eWj_WKX5fVTZBsAKEk9AFCg3uv1eRZJcubk6GmhfaUc-zlbzCA");

        assertThat(verdict(earlier)).isEqualTo(new Genuine(WITHDRAWN));
    }

    private static String sequence(long position) {
        var fact = PublishedFact.of("0b6f.0", "/newsletter", "s7kd", position, MONDAY, Signed.WITHDRAWAL);
        var header = NEWSLETTER.toRecord(Topics.of("newsletter"), "s7kd", fact).headers();
        return new String(header.lastHeader("ce_sequence").value(), UTF_8);
    }

    @Test
    void signs_the_tombstone_of_a_state_too() {
        var tombstone = PublishedFact.tombstone("0b6f.1", "/consent", "s7kd", 42, MONDAY);
        var record = Signed.CONSENT.toRecord(
                Topics.CONSENT_STATE, ConsentSnapshot.key("idm", "s7kd", "newsletter"), tombstone);

        assertThat(record.value()).isNull();
        assertThat(verdict(record)).isEqualTo(new Genuine(tombstone));
    }

    @Test
    void does_not_speak_for_another_service() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NEWSLETTER.toRecord(Topics.SUBJECTS, "s7kd", ORDERED))
                .withMessageContaining("/rights");
    }

    /** The pair of test 1 in RFC 8032, section 7.1; the thumbprint is that of RFC 8037, appendix A.3. */
    @Test
    void takes_keys_as_the_standards_write_them() {
        var seed = HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        var key = FactSigner.of("/rights", seed).publicKey();

        assertThat(key.x()).isEqualTo("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
        assertThat(key.kid()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        assertThatIllegalArgumentException().isThrownBy(() -> FactSigner.of("/rights", new byte[3]));
        assertThatIllegalArgumentException().isThrownBy(() -> ServiceKey.of("/rights", new byte[3]));
    }
}
