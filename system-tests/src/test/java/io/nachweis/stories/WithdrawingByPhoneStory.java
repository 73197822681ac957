package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Topics;
import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.ConsentsTopic;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@StoryTest
class WithdrawingByPhoneStory {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([a-zA-Z]+)\" value=\"([^\"]+)\"");

    @Test
    void what_the_desk_records_reaches_the_newsletter_and_the_applications(PlatformUnderTest platform) {
        DeskClient desk = DeskClient.of(platform);
        Person grace = Person.named("grace", platform).whoConfirmed();
        String subject = desk.subject(grace);
        Await.until("consent is known", () -> desk.hasHeardOfTheConsentOf(grace));
        Instant now = platform.clock().now();

        Answer recorded = desk.post(
                "/subjects/" + subject + "/purposes/newsletter/withdrawals",
                Map.of("channel", "phone", "receivedAt", now.toString()));

        assertThat(recorded.status()).isEqualTo(201);
        assertThat(desk.isAllowed(grace)).as("at once, in the ledger").isFalse();
        Await.until(
                "the newsletter stopped",
                () -> desk.typesOnRecord(grace).contains("subscription.consent-withdrawn.v1"));
        try (ConsentsTopic consents = new ConsentsTopic(platform, Topics.CONSENTS);
                ConsentsTopic states = new ConsentsTopic(platform, Topics.CONSENT_STATE)) {
            assertThat(consents.typesAbout(subject, 2))
                    .containsExactly("nachweis.consent.given.v1", "nachweis.consent.withdrawn.v1");
            Await.until("the newest state is a no", () -> isLastStateNo(states, "idm/" + subject + "/newsletter"));
        }
        assertThat(desk.typesOnRecord(grace)).containsOnlyOnce("consent.withdrawn.v1");
    }

    @Test
    void of_everything_tells_nobody_of_what_was_never_given(PlatformUnderTest platform) {
        DeskClient desk = DeskClient.of(platform);
        Person grace = Person.named("grace", platform).whoConfirmed();
        String subject = desk.subject(grace);
        Await.until("consent is known", () -> desk.hasHeardOfTheConsentOf(grace));

        grace.asksFor("withdrawal");

        try (ConsentsTopic consents = new ConsentsTopic(platform, Topics.CONSENTS);
                ConsentsTopic states = new ConsentsTopic(platform, Topics.CONSENT_STATE);
                ConsentsTopic services = new ConsentsTopic(platform, Topics.of("consent"))) {
            assertThat(services.typesAbout(subject, 1)).containsExactly("nachweis.consent.withdrawn.v1");
            assertThat(purposes(services, subject)).containsExactly("follow-up");
            assertThat(consents.typesAbout(subject, 2))
                    .containsExactly("nachweis.consent.given.v1", "nachweis.consent.withdrawn.v1");
            assertThat(purposes(consents, subject)).containsOnly("newsletter");
            Await.until("the newest state is a no", () -> isLastStateNo(states, "idm/" + subject + "/newsletter"));
            assertThat(states.all())
                    .extracting(ConsentsTopic.Heard::key)
                    .doesNotContain("idm/" + subject + "/follow-up");
        }
    }

    private static List<String> purposes(ConsentsTopic topic, String subject) {
        return topic.about(subject).stream()
                .map(heard -> heard.data().path("purpose").asString(""))
                .toList();
    }

    @Test
    void can_be_recorded_on_the_desks_page_beside_the_persons_life(PlatformUnderTest platform) {
        Person grace = Person.named("grace", platform);
        grace.signsUp(Map.of("company", "Hopper & Sons"));
        grace.confirms();
        DeskClient desk = DeskClient.of(platform);
        Await.until("consent is known", () -> desk.hasHeardOfTheConsentOf(grace));

        String life = StoryHttpClient.postForm(platform.addresses().site() + "/desk", Map.of("email", grace.email()))
                .body();
        assertThat(life)
                .contains("Signed up", "Hopper &amp; Sons", "newsletter/1/de", "Confirmed the sign-up", "position ")
                .doesNotContain("Missing");

        Map<String, String> form = new LinkedHashMap<>(Map.of("email", grace.email(), "channel", "phone"));
        HIDDEN.matcher(life).results().forEach(field -> form.put(field.group(1), field.group(2)));
        assertThat(form).containsOnlyKeys("email", "channel", "subject", "receivedAt", "key");
        for (int loaded = 1; loaded <= 2; loaded++) {
            String after = StoryHttpClient.postForm(platform.addresses().site() + "/desk/withdrawals", form)
                    .body();
            assertThat(after).contains("Consent is on record as withdrawn", "phone");
            assertThat(desk.isAllowed(grace)).isFalse();
            assertThat(desk.typesOnRecord(grace)).containsOnlyOnce("consent.withdrawn.v1");
        }
    }

    @Test
    void is_the_desks_business_and_nobody_elses(PlatformUnderTest platform) {
        Person grace = Person.named("grace", platform);
        String path = "/subjects/" + DeskClient.of(platform).subject(grace) + "/purposes/newsletter/withdrawals";
        Map<String, String> byPhone = Map.of("channel", "phone", "receivedAt", "2026-01-01T00:00:00Z");

        assertThat(DeskClient.as("marketing", "idm", platform)
                        .post(path, byPhone)
                        .status())
                .isEqualTo(403);
        assertThat(DeskClient.as("privacy-desk", "another", platform)
                        .post(path, byPhone)
                        .status())
                .isEqualTo(403);
        assertThat(StoryHttpClient.postJson(platform.addresses().gateway() + "/api/v1/idm" + path, byPhone)
                        .status())
                .isEqualTo(401);
        assertThat(StoryHttpClient.postJson(
                                platform.addresses().gateway() + "/api/v1/idm" + path,
                                byPhone,
                                "Authorization",
                                "Bearer x.y.z")
                        .status())
                .isEqualTo(401);
    }

    private static boolean isLastStateNo(ConsentsTopic states, String key) {
        JsonNode last = states.all().stream()
                .filter(state -> state.key().equals(key))
                .map(ConsentsTopic.Heard::data)
                .reduce(StoryHttpClient.JSON.nullNode(), (_, next) -> next);
        return last.has("allowed") && !last.path("allowed").asBoolean(true);
    }
}
