package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.platform.Deployment;
import io.nachweis.platform.EnabledOnShape;
import io.nachweis.platform.LauncherScript.Said;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.Shape;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A company tries the platform out with the policy that it has written. */
@StoryTest
@EnabledOnShape(value = Shape.TRIAL, because = "the policies of a trial are the same whatever else is apart from it")
class TryingOutOtherPoliciesStory {

    private static final Path DEPLOYED = Deployment.FOLDER.resolve("controllers");

    @TempDir
    Path folder;

    /** Nobody is promised a language and then shown pages and mails in another. */
    @Test
    void but_in_no_language_that_there_are_no_texts_in() throws IOException {
        Files.createSymbolicLink(folder.resolve("documents"), DEPLOYED.resolve("documents"));
        Files.writeString(
                folder.resolve("idm.yaml"),
                Files.readString(DEPLOYED.resolve("idm.yaml"))
                        .replaceFirst("(?m)^languages: .*$", "languages: [de, en, fr, pl]"));
        try (var platform = PlatformUnderTest.create(_ -> Map.of("NACHWEIS_CONTROLLERS", folder.toString()))) {
            Said said = platform.launcher().run("up", "--detach");
            assertThat(said.exit()).isNotZero();
            assertThat(said.text())
                    .containsPattern("idm\\.yaml:45:\\d+: languages\\[2]: must be one that .* en, de, it, not \"fr\"")
                    .containsPattern("idm\\.yaml:45:\\d+: languages\\[3]: must be one that .* en, de, it, not \"pl\"")
                    .contains("purposes.newsletter.name.fr: is missing");
        }
    }

    @Test
    void in_another_folder() throws IOException {
        Files.createSymbolicLink(folder.resolve("documents"), DEPLOYED.resolve("documents"));
        Files.writeString(
                folder.resolve("example.yaml"),
                Files.readString(DEPLOYED.resolve("idm.yaml")).replaceFirst("(?m)^id: idm$", "id: example"));
        try (var platform = PlatformUnderTest.create(_ -> Map.of("NACHWEIS_CONTROLLERS", folder.toString()))) {
            platform.start();
            String gateway = platform.addresses().gateway();

            Answer form = StoryHttpClient.get(
                    gateway + "/api/v1/example/forms/newsletter", "Origin", "http://localhost:5173");
            assertThat(form.status()).isEqualTo(200);
            assertThat(form.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:5173");
            assertThat(StoryHttpClient.get(gateway + "/api/v1/idm/forms/newsletter")
                            .problem())
                    .isEqualTo("unknown-controller");

            Answer website = StoryHttpClient.get(platform.addresses().site() + "/?locale=de");
            assertThat(website.body())
                    .contains(
                            "data-controller=\"example\"",
                            "data-form=\"rights\"",
                            "dass mir die interactive digital media GmbH (IDM) ihren Newsletter")
                    .doesNotContain("\"idm\"");
            assertThat(platform.launcher().run("dead-letters").exit()).isZero();
        }
    }
}
