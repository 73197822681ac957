package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that may come in wrong is refused by a documented problem or a page, stored nowhere and repeated nowhere. */
@ModuleTest
class BadInputTest {

    private final RunningNewsletter newsletter;

    BadInputTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    private static final String SUBSCRIPTIONS = "/api/v1/muster/subscriptions";
    private static final String CANARY = "canary4711";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "malformed-body | | {",
                "malformed-body | | [\"canary4711\"]",
                "malformed-body | | ",
                "malformed-body | | {\"email\": \"a@canary4711.example\", \"email\": \"b@canary4711.example\", \"consents\": [\"newsletter/1/de\"]}",
                "invalid-field | email | {\"consents\": [\"newsletter/1/de\"]}",
                "invalid-field | email | {\"email\": null, \"consents\": [\"newsletter/1/de\"]}",
                "invalid-field | email | {\"email\": 5, \"consents\": [\"newsletter/1/de\"]}",
                "invalid-field | email | {\"email\": {\"canary4711\": 1}, \"consents\": [\"newsletter/1/de\"]}",
                "invalid-field | email | {\"email\": \"canary4711\", \"consents\": [\"newsletter/1/de\"]}",
                "invalid-field | email | {\"email\": [\"a@canary4711.example\", \"b@canary4711.example\"], \"consents\": [\"newsletter/1/de\"]}",
                "invalid-field | email | {\"email\": \"canary4711@example.org\\r\\nBcc: x@example.org\", \"consents\": [\"newsletter/1/de\"]}",
                "invalid-field | email | {\"email\": \"canary4711\\u202Egro.elpmaxe@example.org\", \"consents\": [\"newsletter/1/de\"]}",
                "invalid-field | company | {\"email\": \"canary4711@example.org\", \"company\": \"canary4711 and more than twenty\", \"consents\": [\"newsletter/1/de\"]}",
                "invalid-field | company | {\"email\": \"canary4711@example.org\", \"company\": \"a\\uFFFDb\", \"consents\": [\"newsletter/1/de\"]}",
                "invalid-field | company | {\"email\": \"canary4711@example.org\", \"company\": true, \"consents\": [\"newsletter/1/de\"]}",
                "invalid-field | consents | {\"email\": \"canary4711@example.org\"}",
                "invalid-field | consents | {\"email\": \"canary4711@example.org\", \"consents\": []}",
                "invalid-field | consents | {\"email\": \"canary4711@example.org\", \"consents\": [1]}",
                "unknown-wording | consents | {\"email\": \"canary4711@example.org\", \"consents\": [\"newsletter/99/de\"]}",
                "unknown-wording | consents | {\"email\": \"canary4711@example.org\", \"consents\": [\"canary4711\"]}",
                "unknown-wording | consents | {\"email\": \"canary4711@example.org\", \"consents\": [\"newsletter/1/de\", \"other/1/de\"]}",
                "invalid-field | formToken | {\"email\": \"canary4711@example.org\", \"formToken\": 7, \"consents\": [\"newsletter/1/de\"]}",
            })
    void of_a_sign_up(String slug, String field, String body) throws Exception {
        long before = newsletter.signUps();
        var refused = newsletter.postJson(SUBSCRIPTIONS, body == null ? "" : body);
        assertProblem(refused, slug, 400);
        if (field != null) {
            assertThat(refused.body()).contains("\"field\":\"" + field + "\"");
        }
        assertThat(newsletter.signUps()).isEqualTo(before);
        assertThat(newsletter.mailsTo("canary4711@example.org")).isEmpty();
    }

    @Test
    void of_a_mebibyte_is_refused() {
        var refused = newsletter.postJson(
                SUBSCRIPTIONS,
                "{\"email\": \"a@example.org\", \"consents\": [\"newsletter/1/de\"], \"company\": \""
                        + "x".repeat(1 << 20) + "\"}");
        assertThat(refused.statusCode()).isIn(400, 413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"email=%zz&consents=newsletter/1/de", "email=canary4711%ff", "canary4711=%", "=&==;;"})
    void of_a_form_that_cannot_be_read_is_not_taken_for_an_outage(String body) {
        assertProblem(postForm(body), "malformed-body", 400);
    }

    @Test
    void of_a_form_whose_fields_have_no_proper_names_is_not_taken_for_our_mistake() {
        assertProblem(postForm("email=a@example.org&canary4711%07=1"), "malformed-request", 400);
    }

    @Test
    void of_a_form_with_too_much_in_it_is_refused() {
        assertProblem(postForm("canary4711=1&".repeat(10_000)), "body-too-large", 413);
        assertProblem(postForm("a=&".repeat(1_001)), "malformed-body", 400);
    }

    @Test
    void of_a_form_stores_nothing_whichever_field_is_wrong() {
        assertProblem(
                postForm("email=whole@example.org&consents=newsletter/1/de&returnTo=https://a&returnTo=https://b"),
                "invalid-field",
                400);
        assertThat(newsletter.types("whole@example.org")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=x"})
    void of_one_click_is_refused_when_its_parts_are_broken(String contentType) {
        assertProblem(
                newsletter.send(
                        newsletter
                                .request("/muster/one-click?token=" + CANARY)
                                .POST(BodyPublishers.ofString("--x\r\n" + CANARY)),
                        "Content-Type",
                        contentType),
                "malformed-body",
                400);
    }

    private HttpResponse<String> postForm(String body) {
        return newsletter.send(
                newsletter.request(SUBSCRIPTIONS).POST(BodyPublishers.ofString(body)),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    @Test
    void of_another_media_type_is_refused() {
        var refused = newsletter.send(
                newsletter.request(SUBSCRIPTIONS).POST(BodyPublishers.ofString("email=a")),
                "Content-Type",
                "text/plain");
        assertProblem(refused, "unsupported-media-type", 415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "text/html;q=9"})
    void of_what_to_answer_with_stores_nothing(String accept) {
        var refused = newsletter.postJson(
                SUBSCRIPTIONS,
                "{\"email\":\"unread@example.org\",\"consents\":[\"newsletter/1/de\"]}",
                "Accept",
                accept);
        assertProblem(refused, "not-acceptable", 406);
        assertThat(newsletter.types("unread@example.org")).isEmpty();
    }

    @Test
    void names_an_unknown_controller_or_form() {
        assertProblem(
                newsletter.postJson("/api/v1/nobody/subscriptions", "{\"consents\": [\"newsletter/1/de\"]}"),
                "unknown-controller",
                404);
        assertProblem(newsletter.get("/api/v1/nobody/forms/newsletter"), "unknown-controller", 404);
        assertProblem(newsletter.get("/api/v1/muster/forms/nothing"), "unknown-form", 404);
    }

    @Test
    void of_a_language_gets_the_controllers_first() {
        assertThat(newsletter
                        .get("/api/v1/muster/forms/newsletter?locale=xx-canary4711")
                        .body())
                .contains("newsletter/1/de")
                .doesNotContain(CANARY);
        assertThat(newsletter.get("/api/v1/muster/forms/newsletter?locale=en").body())
                .contains("newsletter/1/en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"confirm", "unsubscribe", "one-click"})
    void of_a_link_gets_a_page_that_says_nothing(String page) {
        for (String token : new String[] {CANARY, "A".repeat(68), "A%00", "..", "AQ"}) {
            String link = "/muster/" + page + "?token=" + token;
            assertPage(newsletter.get(link), 404, "Dieser Link ist ungültig");
            assertPage(newsletter.get(link, "Accept-Language", "en-GB,de;q=0.5"), 404, "This link is not valid");
            assertPage(
                    newsletter.postForm(link, "action", "confirm", "List-Unsubscribe", "One-Click"),
                    404,
                    "ist ungültig");
        }
        assertPage(newsletter.get("/muster/" + page), 400, "Dieser Link ist nicht vollständig");
        assertPage(newsletter.get("/nobody/" + page + "?token=" + CANARY), 404, "This link is not valid");
    }

    @Test
    void a_token_of_another_kind_opens_no_page() {
        String unsubscribe = newsletter.signUpAndConfirm("kinds@example.org");
        assertPage(newsletter.get(unsubscribe.replace("unsubscribe", "confirm")), 404, "ist ungültig");
        assertPage(newsletter.get(unsubscribe.replace("muster", "nobody")), 404, "is not valid");
    }

    @Test
    void an_action_that_does_not_exist_changes_nothing() {
        String confirm = newsletter.signUp("actions@example.org");
        RunningNewsletter.await(() -> newsletter.types("actions@example.org").size() == 2);
        assertPage(newsletter.postForm(confirm, "action", CANARY), 200, "Bitte bestätigen");
        assertPage(newsletter.postForm(confirm), 200, "Bitte bestätigen");
        assertThat(newsletter.types("actions@example.org"))
                .containsExactly("subscription.requested.v1", "mail.sent.v1");
    }

    @Test
    void fields_that_nobody_asked_for_are_dropped() {
        newsletter.postForm(
                SUBSCRIPTIONS,
                "email",
                "extra@example.org",
                "consents",
                "newsletter/1/en",
                "role",
                CANARY,
                "phone",
                CANARY,
                "company",
                "  ");
        RunningNewsletter.await(() -> newsletter.types("extra@example.org").size() == 2);
        assertThat(newsletter.entries("extra@example.org").toString()).doesNotContain(CANARY);
        assertThat(newsletter.entries("extra@example.org").getFirst().data().has("company"))
                .isFalse();
    }

    private static void assertProblem(HttpResponse<String> refused, String slug, int status) {
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(refused.body())
                .contains("https://nachweis.io/problems/" + slug)
                .doesNotContain(CANARY);
    }

    private static void assertPage(HttpResponse<String> page, int status, String words) {
        assertThat(page.statusCode()).isEqualTo(status);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(page.body()).contains(words).doesNotContain(CANARY, "<script", "style=");
    }
}
