package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.platform.Await;
import io.nachweis.platform.Log;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The policy promises that Matomo keeps nothing for more than 13 months. We do not delete it, and see whether somebody does. */
@StoryTest
class AttestingDeletionsStory {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String ATTESTATIONS = "/systems/matomo/attestations";

    private final PlatformUnderTest platform;
    private final DeskClient officer;
    private final DeskClient matomo;

    AttestingDeletionsStory(PlatformUnderTest platform) {
        this.platform = platform;
        this.officer = DeskClient.as("dpo", "idm", platform);
        this.matomo = DeskClient.as("app", "idm", platform);
    }

    @Test
    void a_system_that_does_not_attest_in_time_is_seen_until_it_does() {
        JsonNode registered = registered();
        assertThat(registered.path("name").asString()).isEqualTo("Web analytics with Matomo on our own servers");
        assertThat(registered.at("/retention/0/period").asString()).isEqualTo("P13M");
        assertThat(registered.at("/retention/0/words").asString()).isEqualTo("Deleted 13 months after the recording");

        attestsTwice();
        JsonNode inTime = Await.until("it has attested", this::registered, this::ranToday);
        assertThat(inTime.path("overdue").asBoolean(true)).isFalse();
        assertThat(LocalDate.parse(inTime.at("/due/on").asString())).isEqualTo(today().plusMonths(1));
        assertThat(inTime.at("/attested/attestedBy").asString()).isEqualTo("app");
        Await.until("nothing is overdue", () -> overdueSeconds() == 0);
        long warned = warnings();

        forward(Period.ofDays(40));
        JsonNode overdue = registered();
        assertThat(overdue.path("overdue").asBoolean()).isTrue();
        assertThat(Instant.parse(overdue.path("overdueSince").asString()))
                .isEqualTo(LocalDate.parse(overdue.at("/due/on").asString())
                        .plusDays(1)
                        .atStartOfDay(BERLIN)
                        .toInstant());
        Await.until("the metric says so", () -> overdueSeconds() > 0);
        Await.until("the log says so", () -> warnings() == warned + 1);

        attestsTwice();
        Await.until("it has attested", this::registered, this::ranToday);
        assertThat(registered().path("overdue").asBoolean(true)).isFalse();
        Await.until("the metric says so", () -> overdueSeconds() == 0);
        assertThat(warnings()).isEqualTo(warned + 1);
    }

    /** The attacker has tokens of other roles, and an application's token for another controller. */
    @Test
    void nobody_else_attests() {
        Map<String, Object> run = run();
        for (String role : new String[] {"dpo", "auditor", "marketing", "operator"}) {
            assertThat(DeskClient.as(role, "idm", platform)
                            .post(ATTESTATIONS, run)
                            .status())
                    .as(role)
                    .isEqualTo(403);
        }
        assertThat(DeskClient.as("app", "another", platform)
                        .post(ATTESTATIONS, run)
                        .status())
                .isEqualTo(403);
        assertThat(matomo.post(
                                "/systems/training/attestations",
                                Map.of("ranAt", platform.clock().now().toString()))
                        .problem())
                .as("people are trained, and say so")
                .isEqualTo("forbidden");
        assertThat(matomo.post("/systems/nothing/attestations", run).problem()).isEqualTo("unknown-system");
    }

    /** The same run under the same key: it is on record once. */
    private void attestsTwice() {
        try (Log log = Log.of("consent", platform)) {
            long before = attested(log);
            Map<String, Object> run = run();
            String key = '"' + UUID.randomUUID().toString() + '"';
            for (int i = 0; i < 2; i++) {
                Answer answer = StoryHttpClient.postJson(
                        platform.addresses().gateway() + "/api/v1/idm" + ATTESTATIONS,
                        run,
                        "Authorization",
                        "Bearer " + matomo.token(),
                        "Idempotency-Key",
                        key);
                assertThat(answer.status()).as(answer.body()).isEqualTo(204);
            }
            assertThat(attested(log)).isEqualTo(before + 1);
        }
    }

    private static long attested(Log log) {
        return log.from(0).stream()
                .filter(entry -> entry.path("type").asString("").equals("system.attested.v1"))
                .filter(entry -> entry.toString().contains("\"matomo\""))
                .count();
    }

    private Map<String, Object> run() {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("ranAt", platform.clock().now().toString());
        run.put("through", today().minusMonths(13).toString());
        run.put("deleted", 1204);
        return run;
    }

    private JsonNode registered() {
        return StoryHttpClient.get(
                        platform.addresses().gateway() + "/api/v1/idm/systems",
                        "Authorization",
                        "Bearer " + officer.token(),
                        "Accept-Language",
                        "en")
                .json()
                .path("systems")
                .valueStream()
                .filter(system -> system.path("system").asString("").equals("matomo"))
                .findFirst()
                .orElseThrow();
    }

    private boolean ranToday(JsonNode registered) {
        String ranAt = registered.at("/attested/ranAt").asString("");
        return !ranAt.isEmpty()
                && LocalDate.ofInstant(Instant.parse(ranAt), BERLIN).equals(today());
    }

    private double overdueSeconds() {
        return StoryHttpClient.get(platform.addresses().service("consent") + "/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("nachweis_attestation_overdue_seconds{")
                        && line.contains("controller=\"idm\"")
                        && line.contains("system=\"matomo\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private long warnings() {
        return platform.folder()
                .logs()
                .lines()
                .filter(line -> line.contains("nobody has attested matomo in time"))
                .count();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(platform.clock().now(), BERLIN);
    }

    private void forward(Period time) {
        platform.clock().forward(time.toString());
    }
}
