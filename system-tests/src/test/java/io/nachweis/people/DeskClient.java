package io.nachweis.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.platform.Await;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A client of the internal API in the role of a member of staff. */
public record DeskClient(PlatformUnderTest platform, String role, String controller, String token) {

    public static DeskClient of(PlatformUnderTest platform) {
        return as("privacy-desk", "idm", platform);
    }

    /** Of any controller. */
    public static DeskClient of(String controller, PlatformUnderTest platform) {
        return as("privacy-desk", controller, platform).at(controller);
    }

    /** @param controller of the token; what is asked for is idm's, which only its own may see */
    public static DeskClient as(String role, String controller, PlatformUnderTest platform) {
        return new DeskClient(
                platform, role, "idm", platform.issuer().token(role, List.of(controller), List.of("newsletter")));
    }

    private DeskClient at(String other) {
        return new DeskClient(platform, role, other, token);
    }

    public String subject(Person person) {
        // On a busy machine the first call of all may wait too long for the issuer's keys.
        Answer found = Await.until(
                "lookup is answered",
                () -> post("/subjects/lookup", Map.of("emails", List.of(person.email()))),
                answer -> answer.status() != 503);
        assertThat(found.status()).isEqualTo(200);
        return found.json().path(0).path("subject").asString("");
    }

    public Answer history(Person person) {
        return get("/subjects/" + subject(person) + "/history");
    }

    public List<String> typesOnRecord(Person person) {
        return entriesOnRecord(person)
                .map(entry -> entry.path("type").asString(""))
                .toList();
    }

    /** What every service has on record, also one that is busy or has just come back. */
    public Stream<JsonNode> entriesOnRecord(Person person) {
        return Await.until(
                        "every service says what is on record",
                        () -> history(person).json(),
                        history -> history.path("missing").isEmpty()
                                && history.path("entries").isArray())
                .path("entries")
                .valueStream();
    }

    JsonNode mayI(Person person) {
        return get("/subjects/" + subject(person) + "/purposes/newsletter").json();
    }

    public boolean isAllowed(Person person) {
        return mayI(person).path("allowed").asBoolean(false);
    }

    /** Whether the ledger has it too: "may I?" asks a source that lags, and so knows sooner. */
    public boolean hasHeardOfTheConsentOf(Person person) {
        return typesOnRecord(person).contains("consent.given.v1");
    }

    public Answer get(String path) {
        return StoryHttpClient.get(address(path), "Authorization", "Bearer " + token);
    }

    /** As a browser asks whose reader speaks it. */
    public Answer get(String path, Locale language) {
        return StoryHttpClient.get(
                address(path), "Authorization", "Bearer " + token, "Accept-Language", language.toLanguageTag());
    }

    public Answer post(String path, Object body) {
        return call("post", path, body);
    }

    /** @param method in lower case */
    public Answer call(String method, String path, Object body) {
        return StoryHttpClient.call(method, address(path), body, "Authorization", "Bearer " + token);
    }

    private String address(String path) {
        return platform.addresses().gateway() + "/api/v1/" + controller + path;
    }
}
