package io.nachweis.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.platform.Await;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A client of the internal API in the role of a member of staff. */
public record DeskClient(PlatformUnderTest platform, String role, String token) {

    public static DeskClient of(PlatformUnderTest platform) {
        return as("privacy-desk", "idm", platform);
    }

    public static DeskClient as(String role, String controller, PlatformUnderTest platform) {
        return new DeskClient(
                platform, role, platform.issuer().token(role, List.of(controller), List.of("newsletter")));
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
        return StoryHttpClient.get(
                platform.addresses().gateway() + "/api/v1/idm" + path, "Authorization", "Bearer " + token);
    }

    public Answer post(String path, Object body) {
        return StoryHttpClient.postJson(
                platform.addresses().gateway() + "/api/v1/idm" + path, body, "Authorization", "Bearer " + token);
    }
}
