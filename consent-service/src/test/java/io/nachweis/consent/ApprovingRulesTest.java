package io.nachweis.consent;

import static io.nachweis.consent.RunningConsent.NOTHING_CHANGED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.nachweis.consent.RunningConsent.Answer;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.MovableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Changed rules of retention, where the policy has a second person approve that they are adopted. */
@ModuleTest
class ApprovingRulesTest {

    private static final String RULES = "/api/v1/idm/retention/rules";
    private static final String APPROVALS = "/api/v1/idm/approvals";
    private static final String ANNA = "8b0f7c1e-52a9-4a55-8f10-2a1d7f0c7a01";
    private static final String BEN = "8b0f7c1e-52a9-4a55-8f10-2a1d7f0c7a02";

    private static final String CHANGED_ELSEWHERE = """
            {"changes": [{"category": "newsletter-data", "before": ["a"], "after": ["b"]}], "adoptedAt": "2026-01-01T00:00:00Z"}""";

    private final MovableClock time = new MovableClock();
    private Path policy;
    private RunningConsent service;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path controllers = Files.createDirectories(folder.resolve("controllers"));
        policy = controllers.resolve("idm.yaml");
        recordsAreKept("P3Y");
        service = new RunningConsent(folder, time, controllers);
        service.newsletterSays(200, NOTHING_CHANGED);
        Await.until(() -> leaves("retention.rules-adopted.v1").size(), adopted -> adopted == 1);
        changeRecordsTo("P2Y");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void one_person_asks_and_another_approves() {
        String approval = asks();
        assertThat(waiting()).isEqualTo(1);
        JsonNode open = Await.until(this::open, it -> it.size() == 1).get(0);
        assertThat(open.path("approval").asString()).isEqualTo(approval);
        assertThat(open.path("action").asString()).isEqualTo("retention-rules");
        assertThat(open.path("request")).hasSize(1);
        assertThat(open.at("/request/0/what").asString()).isEqualTo("consent");
        assertThat(open.path("sha256").asString()).matches("[0-9a-f]{64}");

        assertThat(decides(approval, "approve", BEN, "approver").status()).isEqualTo(204);

        Await.until(() -> leaves("approval.carried-out.v1").size(), done -> done == 1);
        assertThat(waiting()).isZero();
        assertThat(leaves("retention.rules-adopted.v1").getLast()).contains(approval, "P2Y");
        Await.until(this::open, JsonNode::isEmpty);
        assertThat(leaves("approval."))
                .as("who it was is for who has the secret")
                .hasSize(3)
                .allSatisfy(leaf -> assertThat(leaf).doesNotContain(ANNA, BEN));
    }

    @Test
    void neither_who_asked_nor_the_officer_nor_the_desk_approves() {
        String approval = asks();

        assertRefused(decides(approval, "approve", ANNA, "privacy-desk", "approver"), 403, "own-request");
        assertRefused(decides(approval, "approve", BEN, "dpo"), 403, "officer-cannot-approve");
        assertRefused(decides(approval, "approve", BEN, "approver", "dpo"), 403, "officer-cannot-approve");
        assertRefused(decides(approval, "approve", BEN, "privacy-desk"), 403, "forbidden");
        assertRefused(decides(approval, "approve", BEN, "operator"), 403, "forbidden");
        assertRefused(decides(approval, "approve", " ", "approver"), 401, "unauthorized");
        assertRefused(decides(UUID.randomUUID().toString(), "approve", BEN, "approver"), 404, "unknown-approval");
        assertRefused(decides(approval, "bless", BEN, "approver"), 400, "invalid-field");
        assertThat(service.postAs(token(ANNA, "privacy-desk"), "/internal/idm/retention/rules", "")
                        .status())
                .as("the desk, at the service's own door")
                .isEqualTo(403);
        assertNothingIsAdopted();
    }

    @Test
    void the_officer_objects_and_it_is_over() {
        String approval = asks();

        assertThat(decides(approval, "object", BEN, "dpo").status()).isEqualTo(204);

        assertRefused(decides(approval, "approve", BEN, "approver"), 409, "approval-decided");
        assertThat(leaves("approval.objected.v1"))
                .singleElement()
                .asString()
                .contains("\"role\":\"dpo\"", "\"reason\":\"examined\"");
        assertNothingIsAdopted();
    }

    @Test
    void who_asked_takes_it_back() {
        String approval = asks();

        assertRefused(decides(approval, "take-back", BEN, "privacy-desk"), 403, "forbidden");
        assertThat(decides(approval, "take-back", ANNA, "privacy-desk").status())
                .isEqualTo(204);
        assertRefused(decides(approval, "approve", BEN, "approver"), 409, "approval-decided");
        assertNothingIsAdopted();
    }

    @Test
    void an_approval_is_good_once() throws IOException {
        String approval = asks();
        assertThat(decides(approval, "approve", BEN, "approver").status()).isEqualTo(204);
        Await.until(this::waiting, none -> none == 0);

        assertRefused(decides(approval, "approve", BEN, "approver"), 409, "approval-decided");
        assertThat(adopts().status()).as("nothing waits").isEqualTo(200);
        changeRecordsTo("P1Y");
        assertRefused(decides(approval, "approve", BEN, "approver"), 409, "approval-decided");
        assertThat(waiting()).isEqualTo(1);
        assertThat(leaves("retention.rules-adopted.v1")).hasSize(2);
    }

    @Test
    void it_expires_after_seven_days() {
        String approval = asks();
        time.advance(Duration.ofDays(8));

        assertRefused(decides(approval, "approve", BEN, "approver"), 409, "approval-expired");
        assertThat(open()).isEmpty();
        assertNothingIsAdopted();
    }

    @Test
    void what_has_changed_since_is_not_adopted_and_that_is_on_record() throws IOException {
        String approval = asks();
        changeRecordsTo("P1Y");

        assertRefused(decides(approval, "approve", BEN, "approver"), 409, "approval-outdated");
        assertThat(leaves("approval.outdated.v1")).hasSize(1);
        assertRefused(decides(approval, "approve", BEN, "approver"), 409, "approval-decided");
        assertNothingIsAdopted();
    }

    /** The process is gone before the other service, which is away, has adopted what was approved. */
    @Test
    void what_was_approved_is_adopted_after_a_restart() {
        service.newsletterSays(200, CHANGED_ELSEWHERE);
        String approval = asks();
        assertThat(Await.until(this::open, it -> it.size() == 1).get(0).path("request"))
                .extracting(part -> part.path("what").asString())
                .containsExactly("consent", "newsletter");
        var askedToAdopt = new AtomicInteger();
        service.answersAboutApprovedRules(method -> {
            boolean isToAdopt = method.equals("PUT");
            askedToAdopt.addAndGet(isToAdopt ? 1 : 0);
            return isToAdopt ? 503 : 200;
        });
        assertThat(decides(approval, "approve", BEN, "approver").status()).isEqualTo(204);
        Await.until(askedToAdopt::get, asked -> asked > 0);
        assertThat(leaves("approval.carried-out.v1")).isEmpty();

        service.restart();
        service.answersAboutApprovedRules(_ -> 200);

        Await.until(() -> leaves("approval.carried-out.v1").size(), done -> done == 1);
        assertThat(waiting()).isZero();
        assertThat(leaves("retention.rules-adopted.v1")).hasSize(2);
    }

    @Test
    void what_changes_elsewhere_between_approval_and_execution_is_adopted_nowhere() {
        service.newsletterSays(200, CHANGED_ELSEWHERE);
        String approval = asks();
        var asked = new AtomicInteger();
        service.answersAboutApprovedRules(_ -> asked.incrementAndGet() == 1 ? 200 : 409);

        assertThat(decides(approval, "approve", BEN, "approver").status()).isEqualTo(204);

        Await.until(() -> leaves("approval.outdated.v1").size(), ended -> ended == 1);
        assertThat(leaves("approval.granted.v1")).hasSize(1);
        assertNothingIsAdopted();
    }

    @Test
    void nobody_asks_for_what_nobody_knows_in_full() {
        service.newsletterSays(503, "{}");

        assertRefused(adopts(), 503, "unavailable");
        assertThat(leaves("approval.requested.v1")).isEmpty();
    }

    private Answer adopts() {
        return service.postAs(token(ANNA, "privacy-desk"), RULES, "");
    }

    /** On a busy machine another service may answer too late. */
    private String asks() {
        Answer answer = Await.until(this::adopts, each -> each.status() != 503);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.body().path("rules")).isNotEmpty();
        return answer.body().path("approval").asString();
    }

    private Answer decides(String approval, String decision, String sub, String... roles) {
        return service.postAs(
                token(sub, roles),
                APPROVALS + "/" + approval + "/decisions",
                "{\"decision\": \"%s\", \"reason\": \"examined\"}".formatted(decision));
    }

    private String token(String sub, String... roles) {
        return service.issuer.token(
                roles[0],
                claims -> claims.subject(sub)
                        .claim("controllers", List.of("idm"))
                        .claim("realm_access", Map.of("roles", List.of(roles))));
    }

    private JsonNode open() {
        return service.getAs(service.token("auditor"), APPROVALS).body().path("approvals");
    }

    /** How many rules of this service. */
    private int waiting() {
        JsonNode rules = service.getAs(service.token("approver"), RULES).body().path("rules");
        return rules.valueStream()
                .filter(each -> each.path("service").asString().equals("consent"))
                .mapToInt(each -> each.path("changes").size())
                .sum();
    }

    private void assertNothingIsAdopted() {
        assertThat(waiting()).isEqualTo(1);
        assertThat(leaves("retention.rules-adopted.v1")).hasSize(1);
    }

    private static void assertRefused(Answer answer, int status, String problem) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.body().path("type").asString()).endsWith("/" + problem);
    }

    private List<String> leaves(String type) {
        return service.bean(MongoDatabase.class).getCollection("log").find().into(new ArrayList<>()).stream()
                .flatMap(commit -> commit.getList("leaves", Binary.class).stream())
                .map(leaf -> new String(leaf.getData(), UTF_8))
                .filter(leaf -> leaf.contains("\"" + type))
                .toList();
    }

    private void changeRecordsTo(String period) throws IOException {
        recordsAreKept(period);
        service.restart();
        Await.until(this::waiting, changed -> changed == 1);
    }

    private void recordsAreKept(String period) throws IOException {
        String deployed = Files.readString(Path.of("../deploy/controllers/idm.yaml"));
        String changed = deployed.replaceFirst(
                        "(\n  consent-records:\n(?:    .*\n)*?    retention: \\[\\{after: withdrawal, period: )P3Y",
                        "$1" + period)
                .replace("\ndocuments:", "\napprovals: [retention-rules]\ndocuments:");
        assertThat(changed).contains("period: " + period, "approvals:");
        Files.writeString(policy, changed);
    }
}
