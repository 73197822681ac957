package io.nachweis.contracts;

import static io.nachweis.contracts.Signed.CONSENT;
import static io.nachweis.contracts.Signed.MONDAY;
import static io.nachweis.contracts.Signed.NEWSLETTER;
import static io.nachweis.contracts.Signed.WITHDRAWAL;
import static io.nachweis.contracts.Signed.WITHDRAWN;
import static io.nachweis.contracts.Signed.replace;
import static io.nachweis.contracts.Signed.verdict;
import static io.nachweis.contracts.Signed.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Fact.ConsentWithdrawn;
import io.nachweis.contracts.Verdict.Genuine;
import io.nachweis.contracts.Verdict.NotUnderstood;
import io.nachweis.contracts.Verdict.Rejected;
import io.nachweis.contracts.Verdict.Rejected.Reason;
import io.nachweis.contracts.Verdict.Unverified;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The attacker can write to every topic of the broker, has read these sources, and has recorded genuine facts. They have
 * no private key, except where it is said whose.
 */
class VerifyingFactsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ce_Subject",
                "CE_SUBJECT",
                "ce_subject",
                "Ce_subject",
                "ce-subject",
                " ce_subject",
                "ce_subject ",
                "ce_ſubject",
                "Content-Type",
                "content_type"
            })
    void a_second_header_beside_the_one_that_was_signed_makes_it_no_fact(String header) {
        var order = Signed.order();
        order.headers().add(header, "somebody-else".getBytes(UTF_8));

        assertThat(verdict(order)).isEqualTo(new Rejected(Reason.MALFORMED));
    }

    @Test
    void the_same_header_in_front_of_the_one_that_was_signed_makes_it_no_fact() {
        var order = Signed.order();
        var doubled = new ProducerRecord<>(order.topic(), order.key(), order.value());
        doubled.headers().add("ce_subject", "somebody-else".getBytes(UTF_8));
        order.headers().forEach(doubled.headers()::add);

        assertThat(verdict(doubled)).isEqualTo(new Rejected(Reason.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ce_id", "ce_type", "ce_subject", "ce_time", "ce_sequence", "ce_dataschema", "content-type"})
    void another_attribute_than_was_signed_is_forged(String header) {
        var withdrawal = Signed.withdrawal();
        replace(withdrawal.headers(), header, "42");

        assertThat(verdict(withdrawal)).isEqualTo(new Rejected(Reason.FORGED));
    }

    @Test
    void an_attribute_more_or_less_than_was_signed_is_forged() {
        var more = Signed.withdrawal();
        more.headers().add("ce_extra", "1".getBytes(UTF_8));
        var less = Signed.withdrawal();
        less.headers().remove("ce_dataschema");

        assertThat(verdict(more)).isEqualTo(new Rejected(Reason.FORGED));
        assertThat(verdict(less)).isEqualTo(new Rejected(Reason.FORGED));
    }

    @Test
    void another_topic_key_or_data_than_was_signed_is_forged_or_foreign() {
        var withdrawal = Signed.withdrawal();
        var state = CONSENT.toRecord(
                Topics.CONSENTS, "s7kd", PublishedFact.of("1.0", "/consent", "s7kd", 1, MONDAY, WITHDRAWAL));

        assertThat(verdict(with(withdrawal, Topics.of("lead"), "s7kd", withdrawal.value())))
                .isEqualTo(new Rejected(Reason.FOREIGN));
        assertThat(verdict(with(state, Topics.CONSENT_STATE, "s7kd", state.value())))
                .isEqualTo(new Rejected(Reason.FORGED));
        assertThat(verdict(with(withdrawal, withdrawal.topic(), "other", withdrawal.value())))
                .isEqualTo(new Rejected(Reason.FORGED));
        assertThat(verdict(with(withdrawal, withdrawal.topic(), "s7kd", "{}".getBytes(UTF_8))))
                .isEqualTo(new Rejected(Reason.FORGED));
        assertThat(verdict(with(withdrawal, withdrawal.topic(), "s7kd", null))).isEqualTo(new Rejected(Reason.FORGED));
    }

    /** The attacker has taken over newsletter-service, and its key with it. */
    @Test
    void the_key_of_one_log_signs_nothing_of_another() {
        var asNewsletter = FactSigner.of("/rights", Arrays.copyOf("newsletter".getBytes(UTF_8), 32))
                .toRecord(Topics.SUBJECTS, "s7kd", Signed.ORDERED);
        var inItsOwnName = NEWSLETTER.toRecord(Topics.SUBJECTS, "s7kd", WITHDRAWN);

        assertThat(verdict(asNewsletter)).isEqualTo(new Rejected(Reason.FOREIGN));
        assertThat(verdict(inItsOwnName)).isEqualTo(new Rejected(Reason.FOREIGN));
    }

    @Test
    void what_nobody_signed_is_no_fact() {
        for (var header : new String[] {"ce_kid", "ce_signature"}) {
            var withdrawal = Signed.withdrawal();
            withdrawal.headers().remove(header);
            assertThat(verdict(withdrawal)).as(header).isEqualTo(new Rejected(Reason.UNSIGNED));
        }
        for (var signature : new String[] {"", "#", "AAAA", "A".repeat(86)}) {
            var withdrawal = Signed.withdrawal();
            replace(withdrawal.headers(), "ce_signature", signature);
            assertThat(verdict(withdrawal)).as(signature).isEqualTo(new Rejected(Reason.FORGED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_time", "ce_sequence"})
    void what_lacks_an_attribute_is_no_fact(String header) {
        var withdrawal = Signed.withdrawal();
        withdrawal.headers().remove(header);

        assertThat(verdict(withdrawal)).isEqualTo(new Rejected(Reason.MALFORMED));
    }

    @Test
    void what_is_about_no_pseudonym_is_no_fact() {
        for (var subject : new String[] {"", "a/b", "a b", "ada@example.org", "a".repeat(129)}) {
            var withdrawal = Signed.withdrawal();
            replace(withdrawal.headers(), "ce_subject", subject);
            assertThat(verdict(withdrawal)).as(subject).isEqualTo(new Rejected(Reason.MALFORMED));
        }
        var bytes = Signed.withdrawal();
        bytes.headers().remove("ce_subject").add("ce_subject", new byte[] {(byte) 0xff});
        assertThat(verdict(bytes)).isEqualTo(new Rejected(Reason.MALFORMED));
        assertThat(verdict(new ProducerRecord<>(Topics.CONSENTS, "x", "no cloud event".getBytes(UTF_8))))
                .isEqualTo(new Rejected(Reason.MALFORMED));
    }

    @Test
    void what_is_larger_than_any_fact_is_no_fact() {
        var longer = Signed.withdrawal();
        replace(longer.headers(), "ce_id", "a".repeat(1_025));
        var more = Signed.withdrawal();
        for (int i = 0; i < 32; i++) {
            more.headers().add("ce_x" + i, new byte[0]);
        }

        assertThat(verdict(longer)).isEqualTo(new Rejected(Reason.MALFORMED));
        assertThat(verdict(more)).isEqualTo(new Rejected(Reason.MALFORMED));
    }

    @Test
    void a_key_that_is_not_known_verifies_nothing_yet() {
        var unknown = Signed.signer("newsletter-2027");

        assertThat(verdict(ServiceKeys.of(List.of(CONSENT.publicKey())), Signed.withdrawal()))
                .isEqualTo(new Unverified("s7kd", NEWSLETTER.publicKey().kid()));
        assertThat(verdict(ServiceKeys.of(List.of(unknown.publicKey())), Signed.withdrawal()))
                .isInstanceOf(Unverified.class);
    }

    @Test
    void a_type_newer_than_this_library_is_signed_and_not_understood() {
        var fact = new PublishedFact(
                "1.0", "/newsletter", "nachweis.consent.transferred.v1", "s7kd", 1, MONDAY, WITHDRAWAL);

        assertThat(verdict(NEWSLETTER.toRecord(Topics.of("newsletter"), "s7kd", fact)))
                .isEqualTo(new NotUnderstood("s7kd", NotUnderstood.Reason.TYPE));
    }

    @Test
    void members_and_channels_newer_than_this_library_still_withdraw() {
        assertThat(verdict(saying("""
                {"controller":"idm","purpose":"newsletter","signUp":"c1","channel":"fax","page":3,
                 "receivedAt":"2026-11-23T09:15:02Z","recordedAt":"2026-11-23T09:15:02Z"}""")))
                .isInstanceOfSatisfying(
                        Genuine.class,
                        genuine -> assertThat(genuine.fact().data())
                                .isInstanceOfSatisfying(
                                        ConsentWithdrawn.class,
                                        withdrawn ->
                                                assertThat(withdrawn.channel()).isEqualTo(Channel.OTHER)));
    }

    /** The log itself would have to be wrong for this. */
    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{}", "null", "{\"controller\":\"secret\"}", """
                {"controller":"idm","purpose":"newsletter","signUp":"c1","channel":"page",
                 "receivedAt":"+1000000000-12-31T23:59:59Z","recordedAt":"2026-11-23T09:15:02Z"}""", """
                {"controller":"idm","purpose":"newsletter","signUp":"c1","channel":"page",
                 "receivedAt":"yesterday","recordedAt":"2026-11-23T09:15:02Z"}"""})
    void data_that_breaks_its_schema_is_signed_and_not_understood(String json) {
        assertThat(verdict(saying(json))).isEqualTo(new NotUnderstood("s7kd", NotUnderstood.Reason.SCHEMA));
    }

    @Test
    void a_time_still_to_come_is_not_understood_before_it_has_come() {
        for (var time : new Instant[] {Instant.parse("2099-01-01T00:00:00Z"), MONDAY.plus(Duration.ofMinutes(7))}) {
            var dated = new ConsentWithdrawn("idm", "newsletter", "c1", Channel.PAGE, time, MONDAY);
            assertThat(verdict(said(MONDAY, dated))).isEqualTo(new NotUnderstood("s7kd", NotUnderstood.Reason.FUTURE));
            assertThat(verdict(said(time, WITHDRAWAL)))
                    .isEqualTo(new NotUnderstood("s7kd", NotUnderstood.Reason.FUTURE));
        }
        var longAgo = Instant.parse("1970-01-01T00:00:00Z");
        assertThat(verdict(
                        said(longAgo, new ConsentWithdrawn("idm", "newsletter", "c1", Channel.PAGE, longAgo, longAgo))))
                .isInstanceOf(Genuine.class);
        assertThat(verdict(said(MONDAY.plus(Duration.ofMinutes(5)), WITHDRAWAL)))
                .isInstanceOf(Genuine.class);
    }

    private static ProducerRecord<String, byte[]> said(Instant time, Fact fact) {
        return NEWSLETTER.toRecord(
                Topics.of("newsletter"), "s7kd", PublishedFact.of("1.0", "/newsletter", "s7kd", 1, time, fact));
    }

    /** Signed by newsletter-service's own key, whatever it says. */
    private static ProducerRecord<String, byte[]> saying(String json) {
        var record = Signed.withdrawal();
        record.headers().remove("ce_signature");
        var changed = with(record, record.topic(), record.key(), json.getBytes(UTF_8));
        return NEWSLETTER.sign(FactRecord.of(Signed.received(changed)).orElseThrow());
    }
}
