package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.EnabledOnShape;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.Shape;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller that nobody had in mind takes one file and no code: a club of another country, with rules of its own. */
@StoryTest
@EnabledOnShape(value = Shape.TRIAL, because = "what a policy says is the same whatever else is apart from it")
class ServingAnyControllerStory {

    private static final Path POLICY = Path.of("src/test/resources/controllers/radverein.yaml");

    @TempDir
    Path folder;

    @Test
    void by_one_file() throws IOException {
        Files.copy(POLICY, folder.resolve("radverein.yaml"));
        try (var platform = PlatformUnderTest.create(_ -> Map.of("NACHWEIS_CONTROLLERS", folder.toString()))) {
            platform.start();
            var club = new Club(platform);
            club.asksForWhatItsFileLists();
            Person hedy = club.memberWhoConfirmed();
            Person vic = club.visitorWhoNeverConfirms();
            club.isAsked();

            club.forward("P3D");
            Await.until("who did not confirm is forgotten", () -> club.isUnknown(vic));
            assertThat(club.history(hedy).body()).contains("Obfrau").doesNotContain("Nie gefragt");

            StoryHttpClient.postForm(hedy.oneClick(), Map.of("List-Unsubscribe", "One-Click"));
            Await.until(
                    "what proves nothing is gone",
                    () -> !club.history(hedy).body().contains("Obfrau"));
            Await.until("it is withdrawn", () -> club.history(hedy).body().contains("consent.withdrawn.v1"));
            club.forward("P364D");
            assertThat(club.history(hedy).body()).contains("consent.withdrawn.v1", hedy.email());
            club.forward("P2D");
            Await.until("the proof has ended", () -> club.isUnknown(hedy));
        }
    }

    private record Club(PlatformUnderTest platform) {

        void asksForWhatItsFileLists() {
            Answer form = StoryHttpClient.get(api("/forms/mitfahren"));
            assertThat(form.json().path("fields").findValuesAsString("label"))
                    .containsExactly("E-Mail", "Rolle im Verein");
            assertThat(form.json().path("wordings").findValuesAsString("id")).containsExactly("mitfahren/1/de");
        }

        Person memberWhoConfirmed() {
            Person hedy = Person.named("hedy", platform);
            signsUp(hedy, Map.of("role", "Obfrau", "company", "Nie gefragt"));
            assertThat(hedy.mail(1).path("text").asString("")).contains("Radverein Musterthal", "Am Marktplatz 3");
            assertThat(hedy.confirms().status()).isEqualTo(200);
            hedy.mail(2);
            Await.until("the ledger has heard of it", () -> history(hedy).body().contains("consent.given.v1"));
            return hedy;
        }

        Person visitorWhoNeverConfirms() {
            Person vic = Person.named("vic", platform);
            signsUp(vic, Map.of());
            vic.mail(1);
            return vic;
        }

        private void signsUp(Person person, Map<String, String> more) {
            var body = new HashMap<String, Object>(more);
            body.put("email", person.email());
            body.put("consents", List.of("mitfahren/1/de"));
            assertThat(StoryHttpClient.postJson(api("/subscriptions"), body).status())
                    .isEqualTo(202);
        }

        /** By a field that no other controller has. */
        void isAsked() {
            Person ines = Person.named("ines", platform);
            assertThat(StoryHttpClient.postJson(
                                    api("/enquiries"),
                                    Map.of("email", ines.email(), "bike", "Ein Waffenrad", "message", "Wohin?"))
                            .status())
                    .isEqualTo(202);
            Await.until("the desk sees it", () -> desk("/desk/enquiries").body().contains("Ein Waffenrad"));
        }

        boolean isUnknown(Person person) {
            Answer history = history(person);
            return history.status() == 200
                    && history.json().path("missing").isEmpty()
                    && history.json().path("entries").isEmpty();
        }

        Answer history(Person person) {
            String subject = StoryHttpClient.postJson(
                            api("/subjects/lookup"),
                            Map.of("emails", List.of(person.email())),
                            "Authorization",
                            token())
                    .json()
                    .path(0)
                    .path("subject")
                    .asString("");
            return desk("/subjects/" + subject + "/history");
        }

        private Answer desk(String path) {
            return StoryHttpClient.get(api(path), "Authorization", token());
        }

        private String token() {
            return "Bearer " + platform.issuer().token("privacy-desk", List.of("radverein"), List.of("ausfahrten"));
        }

        void forward(String time) {
            platform.clock().forward(time);
        }

        private String api(String path) {
            return platform.addresses().gateway() + "/api/v1/radverein" + path;
        }
    }
}
