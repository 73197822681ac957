package io.nachweis.rights.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.lifecycle.PersonalData.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MailboxLookbackTest {

    private static final String REQUEST = "request";
    private static final Instant ASKED = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void what_was_recorded_without_a_long_break_is_seen_however_old_it_is() {
        assertThat(seen(row("2024-06-01"), row("2025-03-01"), row("2026-02-01"), row("2026-11-20")))
                .hasSize(4);
    }

    @Test
    void what_was_before_a_year_of_silence_is_not() {
        assertThat(seen(row("2023-01-01"), row("2023-02-01"), row("2026-01-01"), row("2026-11-20")))
                .extracting(Row::recordedAt)
                .containsExactly(Instant.parse("2026-01-01T12:00:00Z"), Instant.parse("2026-11-20T12:00:00Z"));
    }

    @Test
    void nothing_is_when_the_last_of_it_is_more_than_a_year_old() {
        assertThat(seen(row("2023-01-01"), row("2025-11-22"))).isEmpty();
    }

    @Test
    void what_was_before_a_mail_came_back_is_not() {
        assertThat(seen(row("2026-01-01"), row("mail.refused.v1", "s", "2026-02-01"), row("2026-03-01")))
                .extracting(Row::recordedAt)
                .containsExactly(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void a_mail_that_was_refused_for_what_is_ours_did_not_come_back() {
        var refused = row("mail.refused.v1", "s", "2026-02-01");
        for (String status : new String[] {"5.6.7", "4.3.0", "4.7.1", "4.4.2"}) {
            refused.values().put("status", status);
            assertThat(seen(row("2026-01-01"), refused, row("2026-03-01")))
                    .as(status)
                    .hasSize(3);
        }
        for (String status : new String[] {"5.1.1", "5.2.1", "4.2.2"}) {
            refused.values().put("status", status);
            assertThat(seen(row("2026-01-01"), refused, row("2026-03-01")))
                    .as(status)
                    .hasSize(1);
        }
    }

    @Test
    void the_request_itself_is_seen_and_bridges_nothing() {
        assertThat(seen(row("2023-01-01"), row("rights.request-received.v1", REQUEST, "2026-11-23")))
                .extracting(Row::type)
                .containsExactly("rights.request-received.v1");
    }

    /** Whoever reads the mailbox today may have nothing to do with the claim. */
    @Test
    void a_legal_hold_bridges_nothing() {
        assertThat(seen(row("2025-02-01"), held("2025-11-30"), held("2026-06-01")))
                .isEmpty();
        assertThat(seen(row("2026-03-01"), held("2026-06-01"))).hasSize(2);
    }

    private static Row held(String day) {
        Row held = row("hold.placed.v1", "hold", day);
        return new Row("legal-holds", held.type(), held.stream(), held.recordedAt(), held.values());
    }

    private static List<Row> seen(Row... rows) {
        var lookback = new MailboxLookback(REQUEST);
        List<Row> all = Arrays.asList(rows);
        all.reversed().forEach(lookback::add);
        Instant start = lookback.start(ASKED);
        return all.stream().filter(row -> !row.recordedAt().isBefore(start)).toList();
    }

    private static Row row(String day) {
        return row("subscription.confirmed.v1", "stream", day);
    }

    private static Row row(String type, String stream, String day) {
        return new Row(
                "consent-records",
                type,
                stream,
                Instant.parse(day + "T12:00:00Z"),
                JsonMapper.shared().createObjectNode());
    }
}
