package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import io.nachweis.platform.Traces;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Somebody announces a claim, and what proves the case stays beyond its day, until the hold is lifted. */
@StoryTest
class HoldingBackDeletionStory {

    private final PlatformUnderTest platform;
    private final DeskClient desk;

    HoldingBackDeletionStory(PlatformUnderTest platform) {
        this.platform = platform;
        this.desk = DeskClient.of(platform);
    }

    @Test
    void what_is_held_outlives_its_day_and_an_erasure_and_ends_everywhere_when_the_hold_is_lifted() throws IOException {
        Person hilda = whoUnsubscribed("hilda");
        Person otto = whoUnsubscribed("otto");
        Person nora = whoNeverConfirms("nora");
        Person emma = whoNeverConfirms("emma");
        String hold = hold(hilda);
        String holdOnNora = hold(nora);
        hilda.proves(hilda.asksFor("erasure"));
        assertThat(hilda.mailSaying("The result in detail").path("text").asString(""))
                .contains("- Records of consent: kept as long as a legal hold stands on it")
                .doesNotContain("- Records of consent: kept until");
        Map<String, byte[]> traces = evidence(hilda);
        assertThat(traces.keySet())
                .anyMatch(name -> name.startsWith("newsletter "))
                .anyMatch(name -> name.startsWith("consent "));

        forward("P8D");
        Await.until(
                "who never confirmed and is not held is forgotten",
                () -> desk.history(emma).json().path("entries").isEmpty());
        assertThat(desk.typesOnRecord(nora)).contains("subscription.requested.v1");
        lift(nora, holdOnNora);
        Await.until("the sign-up is forgotten", () -> hasOnly("retention.", "hold.", nora));

        forward("P1097D");
        Await.until(
                "the evidence of who is not held has ended",
                () -> desk.history(otto).json().path("entries").isEmpty());
        assertThat(desk.typesOnRecord(hilda)).contains("subscription.confirmed.v1", "consent.withdrawn.v1");
        Await.until(
                "nothing of it is going to end",
                () -> desk.get("/retention/preview?until=2099-12-31&subject=" + desk.subject(hilda))
                        .body()
                        .contains("\"ends\":[]"));
        assertThat(held(hilda).at("/review/overdue").asBoolean()).isTrue();

        lift(hilda, hold);
        Await.until(
                "the evidence has ended in both services",
                () -> Traces.scopes(desk.subject(hilda), platform).stream()
                        .noneMatch(scope -> scope.contains(" consent-records/")));
        assertThat(desk.typesOnRecord(hilda))
                .noneMatch(type -> type.startsWith("subscription.") || type.startsWith("consent."))
                .contains("hold.placed.v1", "hold.lifted.v1");
        platform.stop();
        assertThat(Traces.foundIn(platform.folder().data(), traces)).isEmpty();
        platform.start();
    }

    private Person whoUnsubscribed(String name) {
        Person person = Person.named(name, platform).whoConfirmed();
        Await.until("consent is known", () -> desk.hasHeardOfTheConsentOf(person));
        StoryHttpClient.postForm(person.oneClick(), Map.of("List-Unsubscribe", "One-Click"));
        Await.until("the withdrawal is known", () -> desk.typesOnRecord(person).contains("consent.withdrawn.v1"));
        return person;
    }

    private Person whoNeverConfirms(String name) {
        Person person = Person.named(name, platform);
        person.signsUp();
        person.mail(1);
        Await.until("the mail is on record", () -> desk.typesOnRecord(person).contains("mail.sent.v1"));
        return person;
    }

    private String hold(Person person) {
        Answer placed = desk.post(
                holds(person), Map.of("categories", List.of("consent-records"), "reason", "Claim announced by letter"));
        assertThat(placed.status()).as(placed.toString()).isEqualTo(201);
        Await.until(
                "every service has heard of it",
                () -> desk.typesOnRecord(person).stream()
                                .filter("retention.held.v1"::equals)
                                .count()
                        == Traces.SERVICES.size());
        return held(person).path("hold").asString("");
    }

    private JsonNode held(Person person) {
        return desk.get(holds(person)).json().at("/holds/0");
    }

    private void lift(Person person, String hold) {
        assertThat(desk.call("delete", holds(person) + "/" + hold, Map.of()).status())
                .isEqualTo(204);
    }

    private String holds(Person person) {
        return "/subjects/" + desk.subject(person) + "/holds";
    }

    private Map<String, byte[]> evidence(Person person) {
        return Traces.of(desk.subject(person), platform).entrySet().stream()
                .filter(each -> each.getKey().contains(" consent-records/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private boolean hasOnly(String some, String others, Person person) {
        return desk.typesOnRecord(person).stream().allMatch(type -> type.startsWith(some) || type.startsWith(others));
    }

    private void forward(String period) {
        StoryHttpClient.postJson(platform.addresses().site() + "/clock", Map.of("forward", period));
    }
}
