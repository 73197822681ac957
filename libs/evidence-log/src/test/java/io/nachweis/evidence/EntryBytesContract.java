package io.nachweis.evidence;

import static io.nachweis.evidence.Events.NOON;
import static io.nachweis.evidence.Events.inStream;
import static io.nachweis.evidence.StayEvent.arrived;
import static io.nachweis.evidence.StayEvent.left;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.event.SubjectId;
import java.io.IOException;
import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.bson.Document;
import org.bson.types.Binary;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bytes of an entry are made once, say the same to everyone, and are what is hashed. */
abstract class EntryBytesContract extends LogContract {

    private static final String ANNA = "1.annaannaannaannaannaannaannaannaannaannaanA";

    EntryBytesContract(LogUnderTest log) {
        super(log);
    }

    private byte[] leaf(int commit, int index) {
        return log.documents()
                .get(commit)
                .getList("leaves", Binary.class)
                .get(index)
                .getData();
    }

    private JsonNode json(int commit, int index) {
        return JsonMapper.shared().readTree(leaf(commit, index));
    }

    @Test
    void are_canonical() throws IOException {
        append(
                inStream("ä/ö", 0, left("Zimmer \"7\"\u2028\n€ \ud83d\udecf")),
                inStream("a", 0, arrived("a", ANNA, "Anna")));

        for (int index = 0; index < 2; index++) {
            assertThat(leaf(0, index)).isEqualTo(new JsonCanonicalizer(leaf(0, index)).getEncodedUTF8());
        }
    }

    @Test
    void say_everything_but_the_position() {
        append(Events.withId("id-1", NOON, "a", 0, left("a")));

        JsonNode leaf = json(0, 0);
        assertThat(leaf.propertyNames())
                .containsExactly(
                        "aggregate", "data", "id", "meta", "nonce", "recordedAt", "sequence", "stream", "type");
        assertThat(leaf.path("data").toString())
                .isEqualTo("{\"leftAt\":\"2026-03-04T10:00:00.000000Z\",\"stay\":\"a\"}");
        assertThat(leaf.path("recordedAt").stringValue()).isEqualTo("2026-03-01T12:00:00.000000Z");
        assertThat(leaf.path("type").stringValue()).isEqualTo("guest.left.v1");
    }

    @Test
    void are_what_is_hashed() throws GeneralSecurityException {
        append(inStream("a", 0, arrived("a", ANNA, "Anna")));

        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update((byte) 0);
        assertThat(log.subjectEntries().about(SubjectId.of(ANNA), true))
                .extracting(Entry::leafHash)
                .containsExactly(HexFormat.of().formatHex(sha256.digest(leaf(0, 0))));
    }

    @Test
    void are_read_as_the_event_that_was_appended() {
        DomainEventMessage<?> event = inStream("a", 0, arrived("a", ANNA, "Änne \ud83d\udecf"));
        append(event);

        DomainEventMessage<?> read = log.engine().readEvents("a").next();
        assertThat(payload(read)).isEqualTo(payload(event));
        assertThat(read.getMetaData()).isEqualTo(event.getMetaData());
        assertThat(read.getIdentifier()).isEqualTo(event.getIdentifier());
        assertThat(read.getTimestamp()).isEqualTo(event.getTimestamp());
        assertThat(read.getType()).isEqualTo(event.getType());
        assertThat(read.getAggregateIdentifier()).isEqualTo("a");
        assertThat(read.getSequenceNumber()).isZero();
    }

    @Test
    void do_not_contain_what_is_personal() {
        append(inStream("a", 0, arrived("a", ANNA, "Anna")));

        assertThat(new String(leaf(0, 0), UTF_8)).doesNotContain("Anna").doesNotContain(ANNA);
        assertThat(json(0, 0).path("categories").toString()).isEqualTo("{\"name\":\"guests\",\"subject\":\"guests\"}");
        assertThat(json(0, 0).path("_sd_alg").stringValue()).isEqualTo("sha-256");
        assertThat(json(0, 0).path("data").path("_sd").size()).isEqualTo(2);
    }

    @Test
    void cannot_be_guessed_from_their_hash() {
        append(Events.withId("id-1", NOON, "a", 0, left("a")), Events.withId("id-2", NOON, "b", 0, left("a")));

        assertThat(json(0, 0).path("nonce").stringValue())
                .matches("[A-Za-z0-9_-]{22}")
                .isNotEqualTo(json(0, 1).path("nonce").stringValue());
    }

    @Test
    void have_no_numbers_that_readers_disagree_on() {
        append(inStream("a", 0, new StayEvent.BillPaid("a", (1L << 53) - 1)));
        for (Object amount : List.of(1.5, 9.99f, new BigDecimal("1.0"), 1L << 53, -(1L << 53))) {
            assertThatThrownBy(() -> append(inStream("b", 0, new StayEvent.BillPaid("b", amount))))
                    .isInstanceOf(EventStoreException.class)
                    .hasMessageContaining("/data/amount");
        }

        assertThat(log.documents()).hasSize(1);
        assertThat(json(0, 0).path("data").path("amount").longValue()).isEqualTo(9_007_199_254_740_991L);
    }

    @Test
    void name_types_as_they_are_published_and_no_class() {
        append(inStream("a", 0));
        record NotPublished(String stay) {}
        assertThatThrownBy(
                        () -> append(new org.axonframework.eventhandling.GenericEventMessage<>(new NotPublished("a"))))
                .isInstanceOf(EventStoreException.class)
                .hasMessageContaining("not a published name");

        assertThat(log.documents()).hasSize(1);
        assertThat(log.documents().getFirst().toJson()).doesNotContain("nachweis");
        assertThat(new String(leaf(0, 0), UTF_8)).doesNotContain("nachweis");
    }

    @Test
    void stop_who_does_not_know_their_type() {
        append(inStream("a", 0));

        assertThatThrownBy(() -> log.strangersEngine().readEvents(null, false).toList())
                .isInstanceOf(UnknownEntryType.class)
                .hasMessageContaining("guest.left.v1");
    }

    @Test
    void of_a_commit_stand_in_the_order_of_their_append() {
        DomainEventMessage<?> first = inStream("a", 0);
        DomainEventMessage<?> second = inStream("b", 0);
        append(first, second);

        Document commit = log.documents().getFirst();
        assertThat(commit.getList("keys", String.class))
                .containsExactly(
                        "s:a/000000000000",
                        "e:" + first.getIdentifier(),
                        "s:b/000000000000",
                        "e:" + second.getIdentifier());
        assertThat(json(0, 1).path("id").stringValue()).isEqualTo(second.getIdentifier());
    }
}
