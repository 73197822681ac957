package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@StoryTest
class RefusingBadInputStory {

    private static final String CANARY = "canary-that-nobody-may-echo";

    private final PlatformUnderTest platform;

    RefusingBadInputStory(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            idm     | {"email":"%c","consents":["newsletter/1/de"]}              | 400
            idm     | {"email":"a@b@%c","consents":["newsletter/1/de"]}          | 400
            idm     | {"email":"","consents":["newsletter/1/de"]}                | 400
            idm     | {"consents":["newsletter/1/de"]}                           | 400
            idm     | {"email":"%c@example.org"}                                 | 400
            idm     | {"email":"%c@example.org","consents":[]}                   | 400
            idm     | {"email":"%c@example.org","consents":["newsletter/99/de"]} | 400
            idm     | {"email":"%c@example.org","consents":["%c/1/de"]}          | 400
            idm     | {"email":{"%c":1},"consents":["newsletter/1/de"]}          | 400
            idm     | {"email":["%c@example.org","b@example.org"],"consents":["newsletter/1/de"]} | 400
            idm     | {"email":"%c@example.org","consents":{"newsletter/1/de":true}} | 400
            idm     | {"email":"%c@example.org","consents":[17]}                 | 400
            idm     | {"email":"%c@example.org",                                 | 400
            idm     | ["%c"]                                                     | 400
            idm     | null                                                       | 400
            nobody  | {"email":"%c@example.org","consents":["newsletter/1/de"]}  | 404
            """)
    void a_sign_up_that_makes_no_sense_gets_a_problem(String controller, String body, int status) {
        Answer answer = StoryHttpClient.post(
                platform.addresses().gateway() + "/api/v1/" + controller + "/subscriptions",
                "application/json",
                body.replace("%c", CANARY));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.problem()).isNotEmpty();
        assertThat(answer.body()).doesNotContain(CANARY);
        assertThat(StoryHttpClient.get(platform.addresses().site() + "/mails.json")
                        .body())
                .doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "email=%zz&consents=newsletter/1/de",
                "email=canary-that-nobody-may-echo%ff",
                "=&==;;",
                "email",
                "email=canary-that-nobody-may-echo@example.org&consents",
                "email=canary-that-nobody-may-echo@example.org",
                "email=a@example.org&email=canary-that-nobody-may-echo@example.org&consents=newsletter/1/de",
                "email=canary-that-nobody-may-echo@example.org&consents=newsletter/1/de&returnTo=a&returnTo=b"
            })
    void a_form_that_makes_no_sense_gets_a_problem(String form) {
        Answer answer = StoryHttpClient.post(
                platform.addresses().gateway() + "/api/v1/idm/subscriptions",
                "application/x-www-form-urlencoded",
                form);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.problem()).isNotEmpty();
        assertThat(answer.body()).doesNotContain(CANARY);
    }

    @Test
    void thousands_of_fields_are_refused_and_stop_nobody_else() {
        for (int i = 0; i < 20; i++) {
            Answer answer = StoryHttpClient.post(
                    platform.addresses().gateway() + "/api/v1/idm/subscriptions",
                    "application/x-www-form-urlencoded",
                    "a=1&".repeat(5_000));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        }
        Person.named("eve", platform).signsUp();
    }

    @Test
    void an_unknown_form_gets_a_problem() {
        Answer answer = StoryHttpClient.get(platform.addresses().gateway() + "/api/v1/idm/forms/" + CANARY);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("unknown-form");
        assertThat(answer.body()).doesNotContain(CANARY);
    }

    @Test
    void a_body_of_a_mebibyte_is_refused_unread() {
        Answer answer = StoryHttpClient.post(
                platform.addresses().gateway() + "/api/v1/idm/subscriptions",
                "application/json",
                "{\"email\":\"" + "a".repeat(1 << 20) + "@example.org\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isNotEmpty();
    }

    @Test
    void another_type_of_body_is_refused() {
        Answer answer = StoryHttpClient.post(
                platform.addresses().gateway() + "/api/v1/idm/subscriptions", "text/xml", "<email/>");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problem()).isNotEmpty();
    }

    @Test
    void fields_that_nobody_asked_for_are_dropped() {
        Person eve = Person.named("eve", platform);

        eve.signsUp(Map.of("birthday", CANARY, "company", "Example Ltd"));

        eve.mail(1);
        assertThat(DeskClient.of(platform).history(eve).body())
                .contains("Example Ltd")
                .doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"confirm", "unsubscribe"})
    void a_missing_or_guessed_token_gets_a_page_that_does_nothing(String page) {
        String address = platform.addresses().gateway() + "/idm/" + page;

        List.of(address, address + "?token=", address + "?token=" + CANARY, address + "?token=%00%ff")
                .forEach(link -> {
                    Answer answer = StoryHttpClient.get(link);
                    assertThat(answer.status()).as(link).isBetween(200, 499);
                    assertThat(answer.body()).as(link).doesNotContain(CANARY);
                });
        Answer posted = StoryHttpClient.postForm(address, Map.of("token", CANARY, "action", page));
        assertThat(posted.status()).isBetween(200, 499);
        assertThat(posted.body()).doesNotContain(CANARY);
    }

    @Test
    void a_token_of_one_link_does_not_open_another() {
        Person eve = Person.named("eve", platform).whoConfirmed();
        DeskClient desk = DeskClient.of(platform);
        Await.until("consent is known", () -> desk.isAllowed(eve));
        String confirmToken = eve.confirmLink().replaceAll(".*token=", "");

        StoryHttpClient.postForm(
                platform.addresses().gateway() + "/idm/unsubscribe",
                Map.of("token", confirmToken, "action", "unsubscribe"));
        StoryHttpClient.post(
                platform.addresses().gateway() + "/idm/one-click?token=" + confirmToken,
                "application/x-www-form-urlencoded",
                "List-Unsubscribe=One-Click");

        assertThat(desk.typesOnRecord(eve)).doesNotContain("subscription.consent-withdrawn.v1");
    }

    @Test
    void an_expired_link_offers_a_fresh_mail_and_changes_nothing() {
        Person eve = Person.named("eve", platform);
        eve.signsUp();
        String link = eve.confirmLink();

        platform.clock().forward("P3D");

        assertThat(StoryHttpClient.get(link).body()).contains("renew");
        eve.answers(link, "confirm");
        assertThat(DeskClient.of(platform).typesOnRecord(eve)).doesNotContain("subscription.confirmed.v1");
        assertThat(eve.answers(link, "renew").status()).isEqualTo(200);
        eve.mail(2);
    }

    @Test
    void looking_at_a_link_changes_nothing_however_often() {
        Person eve = Person.named("eve", platform);
        eve.signsUp();
        String confirm = eve.confirmLink();
        DeskClient desk = DeskClient.of(platform);
        Await.until("the mail is on record", () -> desk.typesOnRecord(eve).contains("mail.sent.v1"));
        List<String> before = desk.typesOnRecord(eve);
        look(confirm);
        assertThat(desk.typesOnRecord(eve)).isEqualTo(before);

        eve.confirms();
        String unsubscribe = eve.unsubscribeLink();
        String oneClick = eve.oneClick();
        Await.until("all of it is on record", () -> {
            List<String> types = desk.typesOnRecord(eve);
            return types.contains("consent.given.v1")
                    && types.stream().filter("mail.sent.v1"::equals).count() == 2;
        });
        List<String> confirmed = desk.typesOnRecord(eve);
        Stream.of(confirm, unsubscribe, oneClick).forEach(RefusingBadInputStory::look);
        assertThat(desk.typesOnRecord(eve)).isEqualTo(confirmed);
        assertThat(desk.isAllowed(eve)).isTrue();
    }

    private static void look(String link) {
        assertThat(StoryHttpClient.get(link).status()).as("GET " + link).isLessThan(500);
        assertThat(StoryHttpClient.head(link).status()).as("HEAD " + link).isLessThan(500);
    }

    @Test
    void the_answer_does_not_tell_who_is_known() {
        Person known = Person.named("eve", platform).whoConfirmed();
        Person stranger = Person.named("eve", platform);

        Answer again = StoryHttpClient.postJson(known.subscriptions(), known.signUp(Map.of()));
        Answer first = StoryHttpClient.postJson(stranger.subscriptions(), stranger.signUp(Map.of()));

        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().map().keySet())
                .isEqualTo(first.headers().map().keySet());
    }

    @Test
    void the_inside_of_services_is_not_routed() {
        for (String path : List.of("/actuator/health", "/internal/idm/subjects/x/entries", "/nothing/here/at/all")) {
            assertThat(StoryHttpClient.get(platform.addresses().gateway() + path)
                            .status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void a_website_that_the_controller_does_not_name_may_not_use_its_form() {
        Answer answer = StoryHttpClient.get(
                platform.addresses().gateway() + "/api/v1/idm/forms/newsletter", "Origin", "https://elsewhere.example");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("origin-not-allowed");
        assertThat(answer.body()).doesNotContain("wordings");
        assertThat(StoryHttpClient.get(
                                platform.addresses().gateway() + "/api/v1/idm/forms/newsletter",
                                "Origin",
                                platform.website())
                        .header("Access-Control-Allow-Origin"))
                .isEqualTo(platform.website());
    }

    @Test
    void the_developer_site_obeys_no_page_of_another_origin() {
        Answer moved = StoryHttpClient.postJson(
                platform.addresses().site() + "/clock",
                Map.of("forward", "P1D"),
                "Origin",
                "https://elsewhere.example");

        assertThat(moved.status()).isEqualTo(403);
    }
}
