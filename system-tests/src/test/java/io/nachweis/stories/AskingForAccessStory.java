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
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@StoryTest
class AskingForAccessStory {

    private final PlatformUnderTest platform;

    AskingForAccessStory(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @Test
    void brings_what_every_service_holds_and_nothing_of_anybody_else() {
        Person ada = Person.named("ada", platform);
        ada.signsUp(Map.of("company", "Analytical Engines", "role", "Countess"));
        ada.confirms();
        ada.mail(2);
        assertThat(StoryHttpClient.postJson(
                                platform.addresses().gateway() + "/api/v1/idm/enquiries",
                                Map.of(
                                        "email", ada.email(),
                                        "name", "Canary of a name",
                                        "phone", "+49 30 1234567",
                                        "message", "Canary of a message"))
                        .status())
                .isEqualTo(202);
        ada.mail(3);
        Person other = Person.named("other", platform).whoConfirmed();
        DeskClient desk = DeskClient.of(platform);
        Await.until("consent is known", () -> desk.hasHeardOfTheConsentOf(ada));

        String page = ada.asksFor("access");
        assertThat(StoryHttpClient.get(page).body()).contains("Was this you?", "We answer by");
        assertThat(ada.presses(page, "prove", "").status()).isEqualTo(200);
        JsonNode ready = ada.mail(5);
        Answer answer = ada.presses(page, "fetch", Person.digits(ready));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Disposition")).startsWith("attachment");
        assertThat(answer.body())
                .contains(ada.email(), "Analytical Engines", "Countess", "127.0.0.1", "newsletter/1/de")
                .contains("Canary of a name", "+49 30 1234567", "Canary of a message", "enquiry.received.v1")
                .contains("subscription.confirmed.v1", "consent.given.v1", "rights.request-received.v1")
                .doesNotContain(other.email());
        assertThat(answer.json().path("services")).hasSize(4);
        assertThat(desk.typesOnRecord(ada)).contains("rights.answer-fetched.v1");
    }

    @Test
    void tells_somebody_unknown_that_nothing_is_held_once_the_mailbox_is_proven() {
        Person nobody = Person.named("nobody", platform);
        String page = nobody.asksFor("access");
        assertThat(nobody.presses(page, "prove", "").status()).isEqualTo(200);
        assertThat(nobody.mail(2).path("text").asString("")).contains("Apart from this request we found no data");
        assertThat(nobody.presses(page, "fetch", "123456").body()).contains("No data found");
    }

    @Test
    void is_seen_by_the_desk_with_its_due_date_and_by_nobody_with_the_name() {
        Person bob = Person.named("bob", platform);
        bob.asksFor("access");
        DeskClient dpo = DeskClient.as("dpo", "idm", platform);
        String request = DeskClient.of(platform)
                .history(bob)
                .json()
                .path("entries")
                .path(0)
                .at("/data/request")
                .asString("");
        Await.until(
                "it is in the queue",
                () -> dpo.get("/desk/rights-requests").body().contains(request));
        assertThat(dpo.get("/desk/rights-requests").body()).doesNotContain(bob.email());
        JsonNode detail = dpo.get("/desk/rights-requests/" + request).json();
        assertThat(detail.path("because").toString()).contains("in Europe/Berlin", "Regulation 1182/71");
        assertThat(detail.path("email").asString("")).isEqualTo(bob.email());
    }

    @Test
    void is_not_opened_by_any_other_ticket_nor_by_guessing() {
        Person ada = Person.named("ada", platform).whoConfirmed();
        String page = ada.asksFor("access");
        String ticket = page.substring(page.lastIndexOf('/') + 1);
        String rights = platform.addresses().gateway() + "/idm/rights/";
        for (String wrong : List.of(
                rights + ticket.substring(0, ticket.length() - 4) + "AAAA",
                rights + ticket.substring(1),
                rights + ada.confirmLink().replaceAll(".*token=", ""),
                rights + ada.unsubscribeLink().replaceAll(".*token=", ""),
                platform.addresses().gateway() + "/idm/documents/" + ticket,
                platform.addresses().gateway() + "/idm/confirm?token=" + ticket,
                platform.addresses().gateway() + "/nobody/rights/" + ticket)) {
            assertThat(StoryHttpClient.get(wrong).status()).as(wrong).isEqualTo(404);
            assertThat(StoryHttpClient.postForm(wrong, Map.of("action", "prove"))
                            .status())
                    .as(wrong)
                    .isEqualTo(404);
        }
        assertThat(StoryHttpClient.postForm(page, Map.of("action", "prove")).body())
                .contains("Was this you?");
    }

    @Test
    void is_not_fetched_with_the_digits_of_somebody_else() {
        Person ada = Person.named("ada", platform).whoConfirmed();
        Person bob = Person.named("bob", platform).whoConfirmed();
        String page = ada.asksFor("access");
        ada.presses(page, "prove", "");
        ada.mail(4);
        bob.presses(bob.asksFor("access"), "prove", "");

        Answer refused = ada.presses(page, "fetch", Person.digits(bob.mail(4)));

        assertThat(refused.body()).contains("not the digits").doesNotContain(ada.email(), bob.email());
        assertThat(DeskClient.of(platform).typesOnRecord(ada)).doesNotContain("rights.answer-fetched.v1");
        assertThat(ada.presses(page, "fetch", Person.digits(ada.mail(4))).body())
                .contains(ada.email())
                .doesNotContain(bob.email());
    }
}
