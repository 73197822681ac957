package io.nachweis.starter.web;

import static io.nachweis.starter.sample.SharedSample.ISSUER;
import static io.nachweis.starter.sample.SharedSample.SAMPLE;
import static io.nachweis.starter.web.RefusingTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.evidence.Erasure;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectId;
import io.nachweis.starter.sample.RunningSample;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ShowingEntriesTest {

    @Test
    void shows_the_desk_what_was_said() {
        var entry = RunningSample.json(entries(subjectOf("eve@example.org", "hello"), "privacy-desk"))
                .get(0);

        assertThat(entry.get("type").asString()).isEqualTo("note.taken.v1");
        assertThat(entry.at("/data/text").asString()).isEqualTo("hello");
    }

    @Test
    void shows_an_auditor_that_something_was_said() {
        var entry = RunningSample.json(entries(subjectOf("bea@example.org", "hello"), "auditor"))
                .get(0);

        assertThat(entry.get("type").asString()).isEqualTo("note.taken.v1");
        assertThat(entry.at("/data/text/$erased").asBoolean()).isTrue();
    }

    @Test
    void shows_nobody_what_was_erased() {
        var subject = subjectOf("cai@example.org", "hello");
        SAMPLE.bean(Erasure.class).erase(new KeyScope(SubjectId.of(subject), "notes", KeyScope.NO_CASE));

        assertThat(entries(subject, "privacy-desk").body()).isEqualTo("[]");
    }

    @Test
    void refuses_everyone_else() {
        assertProblem(entries(subjectOf("dan@example.org", "hello"), "marketing"), 403, "forbidden");
        assertProblem(entries("nobody", "dpo"), 400, "invalid-field");
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
