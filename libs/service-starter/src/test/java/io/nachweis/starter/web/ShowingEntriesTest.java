package io.nachweis.starter.web;

import static io.nachweis.starter.sample.RunningSample.assertProblem;
import static io.nachweis.starter.sample.SharedSample.ISSUER;
import static io.nachweis.starter.sample.SharedSample.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.Slice;
import io.nachweis.personal.KeyScope;
import io.nachweis.starter.OwnEntries;
import io.nachweis.starter.sample.RunningSample;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@ModuleTest
class ShowingEntriesTest {

    @Test
    void shows_the_desk_what_was_said() {
        var entry = RunningSample.json(entries(subjectOf("eve@example.org", "hello"), "privacy-desk"))
                .at("/items/0");

        assertThat(entry.get("type").asString()).isEqualTo("note.taken.v1");
        assertThat(entry.at("/data/text").asString()).isEqualTo("hello");
    }

    @Test
    void shows_an_auditor_that_something_was_said() {
        var entry = RunningSample.json(entries(subjectOf("bea@example.org", "hello"), "auditor"))
                .at("/items/0");

        assertThat(entry.get("type").asString()).isEqualTo("note.taken.v1");
        assertThat(entry.at("/data/text/$erased").asBoolean()).isTrue();
    }

    @Test
    void shows_nobody_what_was_erased() {
        var subject = subjectOf("cai@example.org", "hello");
        SAMPLE.erase(new KeyScope(SubjectId.of(subject), "notes", KeyScope.NO_CASE));

        assertThat(entries(subject, "privacy-desk").body()).isEqualTo("{\"items\":[],\"next\":null}");
    }

    @Test
    void refuses_everyone_else() {
        assertProblem(entries(subjectOf("dan@example.org", "hello"), "marketing"), 403, "forbidden");
        assertProblem(entries("nobody", "dpo"), 400, "invalid-field");
    }

    @Test
    void shows_no_controller_what_belongs_to_another() {
        var subject = SubjectId.of("1." + "A".repeat(43));
        var unsaid = entry("{\"smtpReply\": \"250 OK\"}");
        var ours = entry("{\"controller\": \"idm\"}");
        var entries = new OwnEntries(
                (_, _, _) -> new Slice<>(List.of(unsaid, ours, unsaid), null), new StaticMessageSource());

        assertThat(entries.about("idm", subject, true)).containsExactly(unsaid, ours, unsaid);
        assertThat(entries.about("idm", subject, true, Slice.START).items()).containsExactly(unsaid, ours, unsaid);
        assertThat(entries.about("third", subject, true)).isEmpty();
        assertThat(entries.about("third", subject, true, Slice.START).items()).isEmpty();
    }

    @Test
    void shows_nobody_what_is_of_nobody() {
        var entries = new OwnEntries((_, _, _) -> new Slice<>(List.of(entry("{}")), null), new StaticMessageSource());

        assertThat(entries.about("idm", SubjectId.of("1." + "A".repeat(43)), true))
                .isEmpty();
    }

    private static Entry entry(String data) {
        var json = (ObjectNode) JsonMapper.shared().readTree(data);
        return new Entry(1, "id", "sample.said.v1", "stream", null, Instant.EPOCH, "00", json, Map.of(), null);
    }

    private static String subjectOf(String email, String text) {
        var taken = SAMPLE.send(SAMPLE.post("{\"email\": \"%s\", \"text\": \"%s\"}".formatted(email, text)));
        return RunningSample.json(taken).get("subject").asString();
    }

    private static HttpResponse<String> entries(String subject, String role) {
        return SAMPLE.send(SAMPLE.request("/internal/idm/subjects/" + subject + "/entries")
                .header("Authorization", "Bearer " + ISSUER.token(role)));
    }
}
