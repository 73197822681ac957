package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.platform.Contracts;
import io.nachweis.platform.Contracts.Operation;
import io.nachweis.platform.LauncherScript;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The documents say what there is, no more and no less. That every answer keeps to them is checked in all stories. */
@StoryTest
class ContractStory {

    /** Every service with forms and pages has these; the newsletter's document tells of them, once for all. */
    private static final Set<String> SHARED = Set.of("get /api/v1/{controller}/forms/{form}");

    private final PlatformUnderTest platform;

    ContractStory(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "newsletter", "consent", "lead", "rights"})
    void is_handed_out_to_anyone(String part) throws IOException {
        Answer answer = StoryHttpClient.get(
                platform.addresses().gateway() + "/api/v1/openapi/" + part + ".yaml",
                "Origin",
                "https://editor.example.org");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/yaml");
        assertThat(answer.body()).isEqualTo(Files.readString(Contracts.FILES.get(part)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"newsletter", "consent", "lead", "rights"})
    void names_every_public_call_of_a_service_and_no_other(String part) {
        Set<String> documented = new TreeSet<>();
        for (Operation operation : Contracts.operations()) {
            boolean isOfEveryService = operation.path().matches("/(api/v1/operations|log)/.*");
            if (operation.part().equals(part) || isOfEveryService) {
                documented.add(operation.method() + " " + operation.path());
            }
        }
        Set<String> mapped = mapped(part);
        if (!part.equals("newsletter")) {
            mapped.removeAll(SHARED);
        }
        assertThat(mapped).isEqualTo(documented);
    }

    @ParameterizedTest
    @ValueSource(strings = {"newsletter", "consent", "lead", "rights"})
    void names_calls_that_the_gateway_lets_through(String part) {
        for (Operation operation : Contracts.operations()) {
            if (operation.part().equals(part)) {
                String path = operation.path().replace("{controller}", "idm").replaceAll("\\{[^}]*}", "x");
                Answer answer = StoryHttpClient.call(
                        operation.method(), platform.addresses().gateway() + path, List.of());
                assertThat(answer.problem()).as(path).isNotEqualTo("not-found");
            }
        }
    }

    @Test
    void names_exactly_the_problems_that_are_explained() throws IOException {
        List<String> named = new ArrayList<>();
        Contracts.document("gateway")
                .at("/components/schemas/Problem/properties/type/enum")
                .forEach(type -> named.add(type.asString().replaceFirst(".*/", "")));
        List<String> explained = Files.readAllLines(LauncherScript.HOME.resolve("docs/problems.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();
        assertThat(named).containsExactlyInAnyOrderElementsOf(explained);
    }

    /** What Spring has mapped, without what only services and operators reach, and the documents themselves. */
    private Set<String> mapped(String part) {
        Set<String> mapped = new TreeSet<>();
        JsonNode contexts = StoryHttpClient.get(platform.addresses().service(part) + "/actuator/mappings")
                .json()
                .path("contexts");
        for (JsonNode mapping : contexts.findValues("requestMappingConditions")) {
            for (JsonNode pattern : mapping.path("patterns")) {
                String path = pattern.asString()
                        .replaceFirst("/(operations|log)/" + part + "/", "/$1/{service}/")
                        .replace("{*", "{");
                if (!path.matches("/(internal|actuator|error|readyz|api/v1/openapi)(/.*)?")) {
                    mapping.path("methods")
                            .forEach(method -> mapped.add(method.asString().toLowerCase(Locale.ROOT) + " " + path));
                }
            }
        }
        return mapped;
    }
}
