package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.platform.Deployment;
import io.nachweis.platform.EnabledOnShape;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.Shape;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Somebody reads what is done with their data before they give any, and a program reads the same. */
@StoryTest
class ReadingThePolicyStory {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final PlatformUnderTest platform;

    ReadingThePolicyStory(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @Test
    void on_a_page_that_may_be_kept_and_runs_nothing() {
        String address = platform.addresses().gateway() + "/idm/privacy";
        Answer page = StoryHttpClient.get(address, "Accept", BROWSER, "Accept-Language", "de-AT");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Language")).isEqualTo("de");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'; style-src 'self'");
        assertThat(page.header("Cache-Control")).isEqualTo("max-age=300, public");
        assertThat(page.header("X-Robots-Tag")).isEqualTo("noindex");
        assertThat(page.body())
                .contains("href=\"../page.css\"", "Datenschutzhinweise", "interactive digital media GmbH")
                .doesNotContain("<script", "style=");
        assertThat(StoryHttpClient.get(address, "Accept-Language", "de-AT", "If-None-Match", page.header("ETag"))
                        .status())
                .isEqualTo(304);
        assertThat(StoryHttpClient.head(address).status()).isEqualTo(200);
    }

    @Test
    void as_data_of_the_version_that_is_carried_out() {
        String address = platform.addresses().gateway() + "/api/v1/idm/policy";
        JsonNode file = Deployment.policy("idm");
        Answer data = StoryHttpClient.get(address);

        assertThat(data.status()).isEqualTo(200);
        assertThat(data.json().path("version").asString())
                .isEqualTo(file.path("version").asString());
        assertThat(ids(data.json(), "categories"))
                .containsExactlyElementsOf(file.path("categories").propertyNames());
        assertThat(ids(data.json(), "systems"))
                .containsExactlyElementsOf(file.path("systems").propertyNames());
        assertThat(data.body()).doesNotContain("\"hosts\"", "\"origins\"", "\"guard\"", "\"sha256\"");

        String version = address + "/" + data.json().path("version").asString();
        assertThat(StoryHttpClient.get(version).body()).isEqualTo(data.body());
        assertThat(StoryHttpClient.get(version, "If-None-Match", data.header("ETag"))
                        .status())
                .isEqualTo(304);
        assertThat(StoryHttpClient.get(address + "/1999-01").problem()).isEqualTo("unknown-policy-version");
        assertThat(StoryHttpClient.get(address.replace("idm", "nobody")).problem())
                .isEqualTo("unknown-controller");
        Answer nowhere = StoryHttpClient.get(
                platform.addresses().gateway() + "/nobody/privacy", "Accept", BROWSER, "Accept-Language", "en");
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.body()).contains("There is nothing here");
    }

    /** What the data has stands on the page, so that no one reads more than the other. */
    @Test
    @EnabledOnShape(
            value = Shape.TRIAL,
            because = "the policies of a trial are the same whatever else is apart from it")
    void of_each_controller_in_its_languages(@TempDir Path folder) throws IOException {
        Path idm = Deployment.FOLDER.resolve("controllers");
        Files.createSymbolicLink(folder.resolve("documents"), idm.resolve("documents"));
        Files.copy(idm.resolve("idm.yaml"), folder.resolve("idm.yaml"));
        Files.copy(
                Deployment.FOLDER.resolve("controllers-interactive-media/interactive-media.yaml"),
                folder.resolve("interactive-media.yaml"));
        try (var own = PlatformUnderTest.create(_ -> Map.of("NACHWEIS_CONTROLLERS", folder.toString()))) {
            own.start();
            assertReads(own, "idm", "de", "Gelöscht 3 Jahre nach dem Widerruf", "Ihre Rechte");
            assertReads(own, "idm", "en", "Deleted 3 years after the withdrawal", "Your rights");
            assertReads(own, "interactive-media", "it", "Cancellazione 3 anni dopo la revoca", "I Suoi diritti");
            assertReads(own, "interactive-media", "en", "Deleted 3 years after the withdrawal", "Your rights");
        }
    }

    private static void assertReads(
            PlatformUnderTest platform, String controller, String language, String period, String rights) {
        String gateway = platform.addresses().gateway();
        JsonNode data = StoryHttpClient.get(gateway + "/api/v1/" + controller + "/policy")
                .json();
        Answer page = StoryHttpClient.get(
                gateway + "/" + controller + "/privacy?locale=" + language, "Accept", BROWSER, "Accept-Language", "fr");

        assertThat(page.header("Content-Language")).isEqualTo(language);
        assertThat(page.body()).contains("<html lang=\"" + language + "\"", period, rights);
        for (String section : List.of("purposes", "categories", "recipients", "systems", "onBehalf")) {
            for (JsonNode each : data.path(section)) {
                String name = each.path("name").path(language).asString().replace("'", "&#39;");
                assertThat(page.body()).contains(">" + name + "<");
            }
        }
        for (JsonNode category : data.path("categories")) {
            assertThat(page.body())
                    .contains("id=\"category-" + category.path("id").asString() + "\"");
        }
    }

    private static List<String> ids(JsonNode data, String section) {
        return data.path(section)
                .valueStream()
                .map(each -> each.path("id").asString())
                .toList();
    }
}
