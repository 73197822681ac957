package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Topics;
import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.ConsentsTopic;
import io.nachweis.platform.ConsentsTopic.Heard;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@StoryTest
class FromSignUpToWithdrawalStory {

    private static final String GIVEN = "nachweis.consent.given.v1";
    private static final String WITHDRAWN = "nachweis.consent.withdrawn.v1";

    private final PlatformUnderTest platform;
    private final DeskClient desk;
    private Person ada;

    FromSignUpToWithdrawalStory(PlatformUnderTest platform) {
        this.platform = platform;
        this.desk = DeskClient.of(platform);
        this.ada = Person.named("ada", platform);
    }

    @BeforeEach
    void somebody_new() {
        ada = Person.named("ada", platform);
    }

    @Test
    void a_sign_up_is_worth_nothing_until_the_person_confirms() {
        ada.signsUp();
        String link = ada.confirmLink();

        assertThat(desk.isAllowed(ada)).isFalse();
        assertThat(ada.confirms().status()).isEqualTo(200);
        Await.until("consent is known", () -> desk.isAllowed(ada));
        assertThat(ada.answers(link, "confirm").status())
                .as("the same link again")
                .isEqualTo(200);
        assertThat(desk.typesOnRecord(ada)).containsOnlyOnce("subscription.confirmed.v1");
    }

    @Test
    void every_step_is_heard_on_kafka_and_kept_in_the_logs() {
        String subject = desk.subject(ada.whoConfirmed());
        try (ConsentsTopic consents = new ConsentsTopic(platform, Topics.CONSENTS)) {
            assertThat(consents.typesAbout(subject, 1)).containsExactly(GIVEN);
            Await.until("consent is known", () -> desk.isAllowed(ada));

            Answer unsubscribed = StoryHttpClient.postForm(ada.oneClick(), Map.of("List-Unsubscribe", "One-Click"));

            assertThat(unsubscribed.status()).isEqualTo(200);
            assertThat(consents.typesAbout(subject, 2)).containsExactly(GIVEN, WITHDRAWN);
            Await.until("withdrawal is known", () -> !desk.isAllowed(ada));
            assertThat(consents.all()).extracting(Heard::toString).noneMatch(record -> record.contains("@"));
        }
        assertThat(desk.typesOnRecord(ada))
                .containsSubsequence(
                        "subscription.requested.v1",
                        "mail.sent.v1",
                        "subscription.confirmed.v1",
                        "consent.given.v1",
                        "subscription.consent-withdrawn.v1",
                        "consent.withdrawn.v1");
    }

    @Test
    void the_history_proves_which_wording_was_agreed_to() {
        ada.whoConfirmed();
        Await.until(
                "both services have it on record", () -> desk.typesOnRecord(ada).contains("consent.given.v1"));

        JsonNode history = desk.history(ada).json();

        assertThat(history.path("missing")).isEmpty();
        assertThat(history.path("entries")).allSatisfy(entry -> {
            assertThat(entry.path("position").isIntegralNumber()).isTrue();
            assertThat(entry.path("leafHash").asString("")).matches("[0-9a-f]{64}");
        });
        JsonNode requested = history.path("entries").path(0).path("data");
        assertThat(requested.toString()).contains(ada.email(), "newsletter/1/de");
        assertThat(requested.path("wordings").path(0).path("sha256").asString(""))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void an_auditor_sees_the_entries_and_not_the_person() {
        ada.whoConfirmed();
        String subject = desk.subject(ada);
        DeskClient auditor = DeskClient.as("auditor", "idm", platform);

        Answer history = auditor.get("/subjects/" + subject + "/history");

        assertThat(history.status()).isEqualTo(200);
        assertThat(history.json().path("entries")).isNotEmpty();
        assertThat(history.body()).doesNotContain(ada.email());
    }

    @Test
    void the_record_mail_says_how_to_withdraw_and_its_page_does_it() {
        ada.whoConfirmed();
        JsonNode headers = ada.mail(2).path("headers");
        assertThat(headers.path("List-Unsubscribe-Post").asString("")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(headers.path("List-Id").asString("")).isNotEmpty();
        Await.until("consent is known", () -> desk.isAllowed(ada));

        Answer page = StoryHttpClient.get(ada.unsubscribeLink());
        assertThat(page.body()).contains("<form");
        assertThat(desk.isAllowed(ada)).as("after looking at the page only").isTrue();

        assertThat(ada.answers(ada.unsubscribeLink(), "unsubscribe").status()).isEqualTo(200);
        Await.until("withdrawal is known", () -> !desk.isAllowed(ada));
    }

    @Test
    void one_click_may_come_in_parts_as_mail_providers_send_it() {
        ada.whoConfirmed();
        Await.until("consent is known", () -> desk.isAllowed(ada));

        Answer unsubscribed = StoryHttpClient.post(
                ada.oneClick(),
                "multipart/form-data; boundary=b",
                "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n");

        assertThat(unsubscribed.status()).isEqualTo(200);
        Await.until("withdrawal is known", () -> !desk.isAllowed(ada));
    }

    @Test
    void a_form_without_script_is_sent_back_to_its_own_website() {
        Answer answer = StoryHttpClient.postForm(
                ada.subscriptions(),
                Map.of(
                        "email",
                        ada.email(),
                        "consents",
                        "newsletter/2/en",
                        "returnTo",
                        platform.website() + "/thanks"));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo(platform.website() + "/thanks");
        assertThat(ada.mail(1).path("subject").asString("")).isNotEmpty();
    }

    @Test
    void whoever_says_this_was_not_me_is_left_alone() {
        ada.signsUp();

        assertThat(ada.answers(ada.confirmLink(), "deny").status()).isEqualTo(200);

        assertThat(ada.answers(ada.confirmLink(), "confirm").body()).doesNotContain(ada.email());
        assertThat(desk.isAllowed(ada)).isFalse();
        assertThat(ada.mails()).hasSize(1);
    }
}
