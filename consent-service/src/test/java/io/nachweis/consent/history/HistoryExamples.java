package io.nachweis.consent.history;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Entry;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

final class HistoryExamples {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final SubjectId PERSON = SubjectId.of("1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

    private HistoryExamples() {}

    static Entry entry(long position, String time) {
        return new Entry(
                position,
                "event-" + position,
                "subscription.requested.v1",
                null,
                null,
                Instant.parse("2026-03-02T" + time + ":00Z"),
                "ab".repeat(32),
                JSON.createObjectNode().put("controller", "idm"),
                Map.of(),
                null);
    }
}
