package io.nachweis.facts;

import static io.nachweis.facts.sample.SharedFactsSample.SAMPLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Fact.ConsentGiven;
import io.nachweis.contracts.FactPage;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.event.SubjectId;
import io.nachweis.personal.KeyScope;
import io.nachweis.starter.sample.RunningSample;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** There is no Kafka in any of this. */
@ModuleTest
class TellingOwnFactsTest {

    @Test
    void tells_what_was_said_after_a_position_and_how_far_the_log_goes() {
        String first = noteOf("ina@example.org");
        long before = after(-1).upTo();
        String second = noteOf("jan@example.org");

        FactPage page = after(before);

        assertThat(page.facts()).extracting(PublishedFact::subject).containsExactly(second);
        assertThat(page.facts().getFirst().source()).isEqualTo("/sample");
        assertThat(page.facts().getFirst().sequence()).isGreaterThan(before).isLessThanOrEqualTo(page.upTo());
        assertThat(page.facts().getFirst().data()).isInstanceOf(ConsentGiven.class);
        assertThat(page.more()).isFalse();
        assertThat(after(-1).facts()).extracting(PublishedFact::subject).containsSubsequence(first, second);
    }

    @Test
    void tells_the_end_of_the_log_when_nothing_was_said_since() {
        noteOf("kim@example.org");
        long head = after(-1).upTo();

        assertThat(after(head)).isEqualTo(new FactPage(head, false, List.of()));
        assertThat(after(head + 1000).upTo()).isEqualTo(head);
    }

    @Test
    void tells_the_same_about_one_person_as_to_everyone() {
        String subject = noteOf("lea@example.org");
        noteOf("mia@example.org");

        FactPage page = FactPage.read(body("/internal/facts/of/" + subject));

        assertThat(page.facts()).hasSize(1);
        assertThat(after(-1).facts()).containsAll(page.facts());
        assertThat(page.upTo()).isEqualTo(after(-1).upTo());
    }

    @Test
    void tells_nothing_about_who_was_erased_or_is_not_known() {
        String subject = noteOf("noa@example.org");
        SAMPLE.erase(new KeyScope(SubjectId.of(subject), "notes", KeyScope.NO_CASE));

        assertThat(FactPage.read(body("/internal/facts/of/" + subject)).facts()).isEmpty();
        assertThat(FactPage.read(body("/internal/facts/of/1." + "A".repeat(43))).facts())
                .isEmpty();
        assertThat(after(-1).facts()).extracting(PublishedFact::subject).doesNotContain(subject);
    }

    private static String noteOf(String email) {
        var taken = SAMPLE.send(SAMPLE.post("{\"email\": \"%s\", \"text\": \"hello\"}".formatted(email)));
        return RunningSample.json(taken).get("subject").asString();
    }

    /** All pages of it. */
    private static FactPage after(long position) {
        FactPage page = FactPage.read(body("/internal/facts?after=" + position));
        assertThat(page.more()).isFalse();
        return page;
    }

    private static byte[] body(String path) {
        HttpResponse<String> response = SAMPLE.sendAs("consent", SAMPLE.request(path));
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body().getBytes(UTF_8);
    }
}
