package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Topics;
import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.ConsentsTopic;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@StoryTest
class BeingErasedStory {

    private final PlatformUnderTest platform;
    private final DeskClient desk;

    BeingErasedStory(PlatformUnderTest platform) {
        this.platform = platform;
        this.desk = DeskClient.of(platform);
    }

    @Test
    void ends_every_consent_and_says_what_is_kept_why_and_until_when() {
        Person ada = subscriber("ada");
        asks(ada, "Canary of a message");
        ada.mail(3);
        assertThat(desk.history(ada).body()).contains("Canary of a message");
        String page = ada.asksFor("erasure");
        ada.presses(page, "prove", "");

        assertThat(ada.mail(5).path("text").asString(""))
                .contains(
                        "- Enquiries and answers: erased",
                        "- Records of consent: kept until ",
                        "Art. 17(3)(e) GDPR",
                        "- Requests about your rights: kept until ");
        assertThat(desk.isAllowed(ada)).isFalse();
        List<String> types = desk.typesOnRecord(ada);
        assertThat(types).filteredOn("erasure.carried-out.v1"::equals).hasSize(4);
        assertThat(desk.history(ada).body()).doesNotContain("Canary of a message");
        assertThat(types).contains("subscription.consent-withdrawn.v1", "rights.request-answered.v1");
        try (var subjects = new ConsentsTopic(platform, Topics.SUBJECTS)) {
            assertThat(subjects.typesAbout(desk.subject(ada), 1)).containsExactly("nachweis.erasure.ordered.v1");
        }
    }

    @Test
    void twice_is_once_more_the_same() {
        Person bob = subscriber("bob");
        bob.presses(bob.asksFor("erasure"), "prove", "");
        bob.mail(4);
        // An address gets a mail that anybody can cause once in a quarter of an hour.
        platform.clock().forward("PT16M");
        bob.presses(bob.asksFor("erasure"), "prove", "");
        assertThat(bob.mail(6).path("text").asString("")).contains("- Records of consent: kept until ");
        assertThat(desk.typesOnRecord(bob)).containsOnlyOnce("subscription.consent-withdrawn.v1");
    }

    @Test
    void waits_for_a_service_that_is_away_and_ends_when_it_is_back() {
        Person cai = subscriber("cai");
        platform.whileAway("newsletter", () -> {
            cai.presses(cai.asksFor("erasure"), "prove", "");
            Await.until(
                    "the request waits visibly",
                    () -> desk.get("/desk/rights-requests").body().contains("\"waitingFor\":[\"newsletter\"]"));
            assertThat(cai.mails()).hasSize(3);
        });
        assertThat(cai.mail(4).path("text").asString("")).contains("- Records of consent: kept until ");
    }

    private void asks(Person person, String message) {
        assertThat(StoryHttpClient.postJson(
                                platform.addresses().gateway() + "/api/v1/idm/enquiries",
                                Map.of("email", person.email(), "name", "Somebody", "message", message))
                        .status())
                .isEqualTo(202);
    }

    private Person subscriber(String name) {
        Person person = Person.named(name, platform).whoConfirmed();
        Await.until("consent is known", () -> desk.hasHeardOfTheConsentOf(person));
        return person;
    }
}
