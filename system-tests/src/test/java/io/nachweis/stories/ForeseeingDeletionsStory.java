package io.nachweis.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.Log;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whoever asks is told what will be deleted, when and why; then it is, on that day, and anybody can count it again. */
@StoryTest
class ForeseeingDeletionsStory {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** What ends a case. */
    private static final Set<String> ENDS =
            Set.of("retention.ended.v1", "subscription.expired.v1", "download.expired.v1", "enquiry.expired.v1");

    private final PlatformUnderTest platform;
    private final DeskClient desk;

    ForeseeingDeletionsStory(PlatformUnderTest platform) {
        this.platform = platform;
        this.desk = DeskClient.of(platform);
    }

    @Test
    void each_thing_ends_on_the_day_that_was_told_and_is_reported_with_counts_that_the_log_confirms() throws Exception {
        Person nora = Person.named("nora", platform);
        nora.signsUp();
        nora.confirmLink();
        Person erin = Person.named("erin", platform);
        asksAndIsAnswered(erin);
        Person kay = Person.named("kay", platform).whoConfirmed();
        Await.until("consent is known", () -> desk.hasHeardOfTheConsentOf(kay));
        StoryHttpClient.postForm(kay.oneClick(), Map.of("List-Unsubscribe", "One-Click"));

        JsonNode ofNora = foreseen(nora, 1).getFirst();
        assertFact(ofNora, "newsletter", "consent-records", "request", "P7D");
        JsonNode ofErin = foreseen(erin, 1).getFirst();
        assertFact(ofErin, "lead", "enquiries", "closing", "P30D");
        List<JsonNode> ofKay = foreseen(kay, 2);
        assertFact(
                ofKay.getFirst(), ofKay.getFirst().path("service").asString(), "consent-records", "withdrawal", "P3Y");
        assertThat(ofKay)
                .extracting(end -> end.path("service").asString())
                .containsExactlyInAnyOrder("consent", "newsletter");
        assertThat(ofKay)
                .extracting(end -> end.path("on").asString())
                .containsOnly(ofKay.getFirst().path("on").asString());

        assertThat(platform.launcher()
                        .run(
                                "retention",
                                "preview",
                                "--locale",
                                "de",
                                "--subject",
                                desk.subject(nora),
                                "--until",
                                "2099-12-31")
                        .text())
                .contains("Nachweise von Einwilligungen, wird gelöscht", "Angefragt am", "7 Tage später ist der");

        endsAsForeseen(nora, ofNora);
        endsAsForeseen(erin, ofErin);
        endsAsForeseen(kay, ofKay.getLast());

        assertReported(ofNora);
        assertReported(ofErin);
        ofKay.forEach(this::assertReported);
        for (String service : List.of("newsletter", "lead", "consent", "rights")) {
            assertTheLogConfirms(service);
        }
        assertThat(platform.launcher().run("retention", "report").text())
                .contains("newsletter", "consent-records", "enquiries", "SHA-256");
        assertThat(platform.launcher().run("verify").exit()).isZero();
    }

    private void asksAndIsAnswered(Person person) {
        StoryHttpClient.postJson(
                platform.addresses().gateway() + "/api/v1/idm/enquiries",
                Map.of("email", person.email(), "name", "Erin", "message", "What does it cost?", "locale", "en"));
        person.mail(1);
        String enquiry = Await.until(
                "it is in the queue",
                () -> desk.get("/desk/enquiries?limit=200")
                        .json()
                        .path("enquiries")
                        .valueStream()
                        .filter(each -> each.path("email").asString("").equals(person.email()))
                        .map(each -> each.path("enquiry").asString())
                        .findFirst()
                        .orElse(""),
                id -> !id.isEmpty());
        assertThat(desk.post("/desk/enquiries/" + enquiry + "/closure", Map.of())
                        .status())
                .isEqualTo(200);
    }

    private static void assertFact(JsonNode end, String service, String category, String trigger, String period) {
        assertThat(end.path("service").asString()).isEqualTo(service);
        assertThat(end.path("category").asString()).isEqualTo(category);
        assertThat(end.path("trigger").asString()).isEqualTo(trigger);
        assertThat(end.path("period").asString()).isEqualTo(period);
        assertThat(end.path("because").size()).isGreaterThanOrEqualTo(2);
    }

    /** What is going to end of a person, when it is that many. */
    private List<JsonNode> foreseen(Person person, int number) {
        return Await.until(
                number + " cases of the person have a day", () -> foreseen(person), ends -> ends.size() == number);
    }

    private List<JsonNode> foreseen(Person person) {
        Answer answer = desk.get("/retention/preview?until=2099-12-31&subject=" + desk.subject(person));
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().path("missing").isEmpty()
                ? answer.json().path("ends").valueStream().toList()
                : List.of();
    }

    private void endsAsForeseen(Person person, JsonNode end) {
        Instant until = Instant.parse(end.path("until").asString());
        moveTo(until.minus(Duration.ofDays(1)));
        assertThat(foreseen(person)).contains(end);
        assertThat(desk.typesOnRecord(person)).isNotEmpty();

        moveTo(until);
        Await.until(
                "it has ended",
                () -> !foreseen(person).contains(end)
                        && desk.typesOnRecord(person).isEmpty());
        moveTo(LocalDate.parse(end.path("on").asString())
                .plusDays(1)
                .atStartOfDay(BERLIN)
                .toInstant());
    }

    private void assertReported(JsonNode end) {
        JsonNode report = Await.until(
                        "its day is reported",
                        () -> reports(end.path("service").asString()).stream()
                                .filter(each -> each.path("day").equals(end.path("on")))
                                .toList(),
                        reports -> !reports.isEmpty())
                .getFirst();
        assertThat(report.path("ended"))
                .extracting(count -> count.path("category").asString())
                .contains(end.path("category").asString());
    }

    /** The oldest first. */
    private List<JsonNode> reports(String service) {
        List<JsonNode> reports = new ArrayList<>();
        String before = "";
        do {
            JsonNode page = desk.get("/retention/reports" + before).json();
            page.path("reports")
                    .valueStream()
                    .filter(each -> each.path("service").asString("").equals(service))
                    .forEach(reports::addFirst);
            before = page.has("next") ? "?before=" + page.path("next").asString() : "";
        } while (!before.isEmpty());
        return reports;
    }

    private void assertTheLogConfirms(String service) throws Exception {
        try (Log log = Log.of(service, platform)) {
            List<JsonNode> entries = log.from(0);
            int counted = 0;
            for (JsonNode report : reports(service)) {
                assertThat(report.path("after").asInt()).isEqualTo(counted - 1);
                int through = report.path("through").asInt() + 1;
                Map<String, Integer> counts = new TreeMap<>();
                MessageDigest ids = MessageDigest.getInstance("SHA-256");
                for (JsonNode entry : entries.subList(counted, through)) {
                    if (isEnd(entry)) {
                        counts.merge(entry.path("categories").path("subject").asString(), 1, Integer::sum);
                        ids.update((entry.path("id").asString() + "\n").getBytes(UTF_8));
                    }
                }
                Map<String, Integer> told = new TreeMap<>();
                report.path("ended")
                        .forEach(each -> told.put(
                                each.path("category").asString(),
                                each.path("cases").asInt()));
                assertThat(told).isEqualTo(counts);
                assertThat(report.path("sha256").asString())
                        .isEqualTo(HexFormat.of().formatHex(ids.digest()));
                counted = through;
            }
        }
    }

    private static boolean isEnd(JsonNode entry) {
        return ENDS.contains(entry.path("type").asString(""))
                && entry.at("/data/controller").asString("").equals("idm");
    }

    private void moveTo(Instant then) {
        Duration ahead = Duration.between(platform.clock().now(), then).plusSeconds(1);
        if (ahead.isPositive()) {
            platform.clock().forward(ahead.toString());
        }
    }
}
