package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.Deployment;
import io.nachweis.platform.EnabledOnShape;
import io.nachweis.platform.LauncherScript.Said;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.Shape;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryTest;
import io.nachweis.platform.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody changes how long the policy keeps leads. What is stored waits until the desk has seen what that does. */
@StoryTest
@EnabledOnShape(value = Shape.TRIAL, because = "what a policy says is the same whatever else is apart from it")
class ChangingAPeriodStory {

    private static final Path DEPLOYED = Deployment.FOLDER.resolve("controllers");

    private static final String TWO_PEOPLE = "\napprovals: [retention-rules]\n";

    @TempDir
    Path folder;

    @Test
    void ends_what_is_stored_already_only_when_the_desk_has_adopted_it() throws IOException {
        Files.createSymbolicLink(folder.resolve("documents"), DEPLOYED.resolve("documents"));
        leadsAreKept("P24M");
        try (var platform = PlatformUnderTest.create(_ -> Map.of("NACHWEIS_CONTROLLERS", folder.toString()))) {
            platform.start();
            DeskClient desk = DeskClient.of(platform);
            Person ada = fetchesADocument(platform);
            Await.until(
                    "the first rules are adopted",
                    () -> retention(platform, "changes").contains("Nothing has changed"));

            platform.stop();
            leadsAreKept("P1M");
            platform.start();
            platform.clock().forward("P40D");
            assertThat(desk.typesOnRecord(ada)).contains("download.document-fetched.v1");
            assertThat(Await.until(
                            "it is told what has changed",
                            () -> retention(platform, "changes"),
                            told -> told.contains("P1M")))
                    .contains("- after download, P24M", "+ after download, P1M", "Data of document downloads");
            assertThat(DeskClient.as("dpo", "idm", platform)
                            .post("/retention/rules", Map.of())
                            .status())
                    .isEqualTo(403);
            Person bob = fetchesADocument(platform);
            platform.clock().forward("P40D");
            Await.until("who came later is kept by the new rule", () -> isForgotten(bob, desk, platform));
            assertThat(desk.typesOnRecord(ada)).contains("download.document-fetched.v1");

            assertThat(retention(platform, "adopt")).contains("From now on");
            Await.until("what is over is forgotten", () -> isForgotten(ada, desk, platform));
            assertThat(retention(platform, "changes")).contains("Nothing has changed");
        }
    }

    @Test
    void waits_for_a_second_person_where_the_policy_says_so() throws IOException {
        Files.createSymbolicLink(folder.resolve("documents"), DEPLOYED.resolve("documents"));
        policyIs("P24M", TWO_PEOPLE);
        try (var platform = PlatformUnderTest.create(_ -> Map.of("NACHWEIS_CONTROLLERS", folder.toString()))) {
            platform.start();
            DeskClient desk = DeskClient.of(platform);
            Person ada = fetchesADocument(platform);
            Await.until(
                    "the first rules are adopted",
                    () -> retention(platform, "changes").contains("Nothing has changed"));
            platform.stop();
            policyIs("P1M", TWO_PEOPLE);
            platform.start();
            platform.clock().forward("P40D");
            Await.until(
                    "the change is known", () -> retention(platform, "changes").contains("P1M"));

            Matcher asked = Pattern.compile("approvals approve (\\S+)").matcher(retention(platform, "adopt"));
            assertThat(asked.find()).isTrue();
            String approval = asked.group(1);
            Await.until("it is open", () -> said(platform, "approvals").contains(approval));
            assertThat(retention(platform, "changes")).contains("P1M");
            assertThat(desk.typesOnRecord(ada)).contains("download.document-fetched.v1");

            assertThat(said(platform, "approvals", "approve", approval)).contains("It is approved");
            Await.until("what is over is forgotten", () -> isForgotten(ada, desk, platform));
            assertThat(retention(platform, "changes")).contains("Nothing has changed");
            assertThat(said(platform, "approvals")).contains("Nothing waits");
        }
    }

    private static Person fetchesADocument(PlatformUnderTest platform) {
        Person person = Person.named("reader", platform);
        Await.until("the request is answered", person::wantsADocument, answer -> answer.status() == 202);
        assertThat(StoryHttpClient.postForm(person.ticketLink(), Map.of()).status())
                .isEqualTo(200);
        return person;
    }

    private static boolean isForgotten(Person person, DeskClient desk, PlatformUnderTest platform) {
        return Traces.scopes(desk.subject(person), platform).isEmpty();
    }

    private static String retention(PlatformUnderTest platform, String word) {
        return said(platform, "retention", word);
    }

    private static String said(PlatformUnderTest platform, String... words) {
        Said said = platform.launcher().run(words);
        assertThat(said.exit()).as(said.text()).isZero();
        return said.text();
    }

    private void leadsAreKept(String period) throws IOException {
        policyIs(period, "");
    }

    private void policyIs(String period, String more) throws IOException {
        Files.writeString(
                folder.resolve("idm.yaml"),
                Files.readString(DEPLOYED.resolve("idm.yaml"))
                                .replace("{after: download, period: P24M}", "{after: download, period: " + period + "}")
                        + more);
    }
}
