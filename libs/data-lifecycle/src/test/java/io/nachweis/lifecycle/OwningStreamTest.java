package io.nachweis.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.Slice;
import io.nachweis.lifecycle.PersonalData.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OwningStreamTest {

    private static final SubjectId PERSON = SubjectId.of("1." + "A".repeat(43));
    private static final UUID SUBSCRIPTION = new UUID(1, 1);
    private static final UUID MAIL = new UUID(3, 3);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Entry signUp = entry(SUBSCRIPTION, data());
    private final Entry mail = entry(MAIL, data().put("about", SUBSCRIPTION.toString()));
    private final Entry alone = entry(null, data());

    @Test
    void of_a_mail_is_that_of_what_the_mail_is_about() {
        var all = new Slice<>(List.of(signUp, mail, alone), null);
        assertThat(PersonalData.of("newsletter", PERSON, all, NOON).data())
                .extracting(Row::stream)
                .containsExactly(SUBSCRIPTION.toString(), SUBSCRIPTION.toString(), "");
    }

    @Test
    void is_read_once_to_know_what_is_kept() {
        assertThat(KeptCases.streams(Stream.of(signUp, mail, alone))).containsExactly(SUBSCRIPTION);
    }

    private static ObjectNode data() {
        return JsonMapper.shared().createObjectNode().put("subject", PERSON.value());
    }

    private static Entry entry(@Nullable UUID stream, ObjectNode data) {
        return new Entry(
                0,
                "id",
                "type",
                stream == null ? null : stream.toString(),
                null,
                NOON,
                "00",
                data,
                Map.of("subject", "consent-records"),
                null);
    }
}
