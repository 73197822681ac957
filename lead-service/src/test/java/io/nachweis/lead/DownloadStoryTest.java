package io.nachweis.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.lead.FakeNewsletter.HandedOver;
import io.nachweis.testing.ModuleTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@ModuleTest
class DownloadStoryTest {

    private static final String DOCUMENT = "A document of the tests, with a few bytes to fetch in parts.\n";

    private final RunningLead lead;

    DownloadStoryTest(RunningLead lead) {
        this.lead = lead;
    }

    @AfterEach
    void newsletter_is_there() {
        lead.newsletter.answers(204);
    }

    @Test
    void a_document_comes_without_any_consent() {
        String erika = "erika@example.org";
        String link = lead.requestDownload(erika);

        var mail = lead.mail(erika, 1);
        assertThat(RunningLead.text(mail)).contains("Leitfaden").doesNotContain("Ottokar", "Acme", erika);
        var page = lead.get(link);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Leitfaden", "Muster &amp; Söhne GmbH", "Dokument abrufen");
        assertThat(lead.types(erika)).doesNotContain("download.document-fetched.v1");

        for (int times = 0; times < 3; times++) {
            var document = lead.postForm(link, Map.of());
            assertThat(document.statusCode()).isEqualTo(200);
            assertThat(document.body()).isEqualTo(DOCUMENT);
            assertThat(document.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"guide-2.txt\"");
            assertThat(document.headers().firstValue("ETag").orElse("")).matches("\"[0-9a-f]{64}\"");
        }
        for (String range : List.of("bytes=2-9", "bytes=1000-", "items=0-3")) {
            var document = lead.postForm(link, Map.of(), "Range", range, "If-Range", "\"another\"");
            assertThat(document.statusCode()).as(range).isEqualTo(200);
            assertThat(document.body()).isEqualTo(DOCUMENT);
            assertThat(document.headers().map()).doesNotContainKeys("accept-ranges", "content-range");
        }

        RunningLead.await(() -> lead.types(erika).contains("mail.sent.v1"));
        assertThat(lead.types(erika))
                .containsExactlyInAnyOrder("download.requested.v1", "mail.sent.v1", "download.document-fetched.v1");
        assertThat(lead.newsletter.about(erika)).isEmpty();
        assertThat(lead.entries(erika).getFirst().data().toString()).doesNotContain("192.0.2.7");
    }

    @Test
    void what_was_ticked_is_handed_over_once_newsletter_is_there_and_the_address_it_came_from_is_forgotten() {
        String both = "both@example.org";
        lead.newsletter.answers(503);
        lead.requestDownload(both, "download/1/de", "download/2/de");
        RunningLead.await(() -> !lead.newsletter.about(both).isEmpty());
        assertThat(lead.types(both)).doesNotContain("download.consents-handed-over.v1");
        assertThat(lead.entries(both).toString()).contains("192.0.2.7");

        lead.newsletter.answers(204);
        RunningLead.await(() -> lead.types(both).contains("download.consents-handed-over.v1"));
        RunningLead.await(() -> !lead.types(both).contains("download.consents-ticked.v1"));

        var tries = lead.newsletter.about(both);
        assertThat(tries.stream().map(HandedOver::key).distinct()).hasSize(1);
        assertThat(tries.stream().map(HandedOver::body).distinct()).hasSize(1);
        HandedOver last = tries.getLast();
        assertThat(last.path()).isEqualTo("/internal/muster/sign-ups");
        assertThat(last.isSigned()).isTrue();
        assertThat(last.body().path("ip").asString()).isEqualTo("192.0.2.7");
        assertThat(last.body().path("company").asString()).isEqualTo("Acme");
        assertThat(last.body().has("name")).isFalse();
        assertThat(last.body().at("/wordings/1/id").asString()).isEqualTo("download/2/de");
        assertThat(last.body().at("/wordings/1/shownByUs").asBoolean()).isFalse();
        assertThat(lead.entries(both).toString()).doesNotContain("192.0.2.7");
    }

    @Test
    void what_waits_to_be_handed_over_is_erased_with_the_person_and_reported_so() {
        String erased = "erased@example.org";
        lead.newsletter.answers(503);
        lead.requestDownload(erased, "download/1/de");
        RunningLead.await(() -> !lead.newsletter.about(erased).isEmpty());
        RunningLead.await(() -> lead.types(erased).contains("mail.sent.v1"));
        lead.erase(erased);
        RunningLead.await(() -> lead.types(erased).contains("erasure.carried-out.v1"));

        var report = lead.entries(erased).getLast();
        assertThat(report.type()).isEqualTo("erasure.carried-out.v1");
        assertThat(report.data().path("kept")).isEmpty();
        assertThat(report.data().path("erased").findValuesAsString("category"))
                .containsExactly("consent-records", "whitepaper-leads");
        RunningLead.await(() -> lead.types(erased).stream().allMatch(type -> type.startsWith("erasure")));
    }

    @Test
    void a_ticket_that_nobody_was_given_shows_a_page_that_says_nothing() {
        String link = lead.requestDownload("guessed@example.org");
        String ticket = link.substring(link.lastIndexOf('/') + 1);

        for (String wrong : new String[] {
            "/zweite/documents/" + ticket,
            "/muster/documents/" + ticket.substring(1),
            "/muster/documents/" + ticket.replace(ticket.charAt(60), ticket.charAt(60) == 'A' ? 'B' : 'A'),
            "/muster/documents/x"
        }) {
            for (var answer : new Object[] {lead.get(wrong), lead.postForm(wrong, Map.of())}) {
                assertThat(answer.toString()).contains("404");
            }
        }
        assertThat(lead.get("/muster/documents/x").body())
                .isEqualTo(lead.get("/muster/documents/" + ticket.substring(1)).body());
        assertThat(lead.types("guessed@example.org")).doesNotContain("download.document-fetched.v1");
    }

    @Test
    void a_ticket_that_has_ended_offers_a_fresh_one() {
        String late = "late@example.org";
        String link = lead.requestDownload(late);
        lead.clock.advance(Duration.ofDays(7).plusMinutes(1));

        for (var page : List.of(lead.get(link), lead.postForm(link, Map.of()))) {
            assertThat(page.statusCode()).isEqualTo(410);
            assertThat(page.body()).contains("Dieser Link ist abgelaufen", "Leitfaden", "value=\"renew\"");
        }
        assertThat(lead.types(late)).doesNotContain("download.document-fetched.v1");

        assertThat(lead.postForm(link, Map.of("action", "renew")).body()).contains("Bitte sehen Sie in Ihr Postfach");
        String fresh = RunningLead.linkIn(lead.mail(late, 2));
        assertThat(fresh).isNotEqualTo(link);
        assertThat(lead.postForm(fresh, Map.of()).body()).isEqualTo(DOCUMENT);
    }

    @Test
    void a_ticket_of_which_nothing_is_kept_says_so() {
        String late = "too-late@example.org";
        String link = lead.requestDownload(late);
        lead.clock.advance(Duration.ofDays(15));
        RunningLead.await(() -> lead.types(late).isEmpty());

        assertThat(lead.get(link).statusCode()).isEqualTo(410);
        assertThat(lead.get(link).body()).contains("Dieser Link ist zu alt");
        assertThat(lead.postForm(link, Map.of("action", "renew")).statusCode()).isEqualTo(410);
    }

    @Test
    void is_forgotten_soon_where_nobody_fetched_and_after_24_months_where_somebody_did() {
        String fetched = "fetched@example.org";
        String ignored = "ignored@example.org";
        lead.postForm(lead.requestDownload(fetched), Map.of());
        lead.requestDownload(ignored);
        RunningLead.await(
                () -> lead.types(fetched).size() == 3 && lead.types(ignored).size() == 2);

        lead.clock.advance(Duration.ofDays(15));
        RunningLead.await(() -> lead.types(ignored).isEmpty());
        assertThat(lead.types(fetched)).hasSize(3);

        lead.clock.advance(Duration.ofDays(700));
        assertThat(lead.types(fetched)).hasSize(3);
        lead.clock.advance(Duration.ofDays(20));
        RunningLead.await(() -> lead.types(fetched).isEmpty());
        assertThat(lead.holds(fetched)).isFalse();
    }

    @Test
    void the_form_names_nothing_that_has_to_be_agreed_to_and_the_fields_there_are() {
        var form = lead.get("/api/v1/muster/forms/download?locale=de");
        assertThat(form.body())
                .contains("download/1/de", "download/2/de", "\"kind\":\"download\"", "company")
                .contains("\"action\":\"/api/v1/muster/downloads\"", "{\"value\":\"guide\",\"label\":\"")
                .doesNotContain("\"purposes\":[\"newsletter\"],\"required\":true");
        assertThat(lead.get("/api/v1/muster/forms/enquiry").body()).contains("\"multiline\":true", "\"wordings\":[]");
    }

    @Test
    void a_website_without_script_is_gone_back_to() {
        var answer = lead.postForm(
                "/api/v1/muster/downloads",
                Map.of("email", "plain@example.org", "name", "E", "company", "A", "document", "guide"));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("https://www.muster.example/danke");
        lead.mail("plain@example.org", 1);
    }

    @Test
    void an_idempotency_key_makes_one_request_of_two() {
        String body = """
                {"email": "twice@example.org", "name": "E", "company": "A", "document": "guide",
                 "consents": ["download/1/de"]}""";
        for (int times = 0; times < 2; times++) {
            assertThat(lead.postJson("/api/v1/muster/downloads", body, "Idempotency-Key", "one")
                            .statusCode())
                    .isEqualTo(202);
        }
        RunningLead.await(() -> lead.types("twice@example.org").contains("mail.sent.v1"));
        assertThat(lead.types("twice@example.org")).containsOnlyOnce("download.requested.v1");
    }

    @Test
    void what_is_missing_or_unknown_is_refused_by_name() {
        for (String[] wrong : new String[][] {
            {"document", "{\"email\": \"a@example.org\", \"name\": \"E\", \"company\": \"A\"}"},
            {"document", "{\"email\": \"a@example.org\", \"name\": \"E\", \"company\": \"A\", \"document\": \"../x\"}"},
            {"name", "{\"email\": \"a@example.org\", \"company\": \"A\", \"document\": \"guide\"}"},
            {"company", "{\"email\": \"a@example.org\", \"name\": \"E\", \"document\": \"guide\"}"},
            {"email", "{\"email\": \"nobody\", \"name\": \"E\", \"company\": \"A\", \"document\": \"guide\"}"},
            {
                "consents",
                "{\"email\": \"a@example.org\", \"name\": \"E\", \"company\": \"A\", \"document\": \"guide\","
                        + " \"consents\": [\"other/1/de\"]}"
            }
        }) {
            var refused = lead.postJson("/api/v1/muster/downloads", wrong[1]);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("\"field\":\"" + wrong[0] + "\"");
        }
    }
}
