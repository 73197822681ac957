package io.nachweis.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.nachweis.consent.RunningConsent.Answer;
import io.nachweis.starter.Sha256;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Another version of a policy, where the one in force has a second person approve that. */
@ModuleTest
class ApprovingPoliciesTest {

    private static final String PUBLICATIONS = "/api/v1/idm/policy-publications";
    private static final String APPROVALS = "/api/v1/idm/approvals";
    private static final String ANNA = "8b0f7c1e-52a9-4a55-8f10-2a1d7f0c7a01";
    private static final String BEN = "8b0f7c1e-52a9-4a55-8f10-2a1d7f0c7a02";

    private static final String APPROVED = "\napprovals: [policy]\n";
    private static final String BY_NOBODY = "";

    private final MovableClock time = new MovableClock();
    private Path file;
    private RunningConsent service;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path controllers = Files.createDirectories(folder.resolve("controllers"));
        file = controllers.resolve("idm.yaml");
        policyIs("1", APPROVED);
        service = new RunningConsent(folder, time, controllers);
        awaitPublished(1);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void the_first_version_publishes_itself_once() {
        JsonNode first = publications().path("published").get(0);
        assertThat(first.path("version").asString()).isEqualTo("1");
        assertThat(first.path("sha256").asString()).isEqualTo(sha256());
        assertThat(first.has("publishedBy")).isFalse();
        assertThat(publications().has("candidate")).isFalse();

        service.restart();

        assertThat(publications().path("published")).hasSize(1);
        assertThat(inForce()).isEqualTo("1");
    }

    @Test
    void one_person_asks_another_approves_and_the_next_start_carries_it_out() throws IOException {
        policyIs("2", BY_NOBODY);
        assertThat(publications().at("/candidate/version").asString()).isEqualTo("2");
        assertThat(publications().at("/candidate/sha256").asString()).isEqualTo(sha256());

        String approval = asks(null);
        JsonNode open = Await.until(this::open, it -> it.size() == 1).get(0);
        assertThat(open.path("action").asString()).isEqualTo("policy");
        assertThat(open.at("/request/0/what").asString()).isEqualTo("2 at once");
        assertThat(open.at("/request/0/sha256").asString()).isEqualTo(sha256());
        assertThat(decides(approval, BEN, "approver").status()).isEqualTo(204);

        awaitPublished(2);
        Await.until(() -> leaves("approval.carried-out.v1").size(), done -> done == 1);
        assertThat(publications().at("/published/1/approval").asString()).isEqualTo(approval);
        assertThat(publications().at("/published/1/publishedBy").asString()).isEqualTo("approver");
        assertThat(inForce()).as("nothing changes while it runs").isEqualTo("1");
        service.restart();
        assertThat(inForce()).isEqualTo("2");
        assertThat(leaves("policy.published.v1")).hasSize(2).noneMatch(leaf -> leaf.contains(ANNA));
    }

    @Test
    void nobody_approves_what_they_asked_for() throws IOException {
        policyIs("2", BY_NOBODY);
        String approval = asks(null);

        assertRefused(decides(approval, ANNA, "privacy-desk", "approver"), 403, "own-request");
        assertRefused(decides(approval, BEN, "dpo"), 403, "officer-cannot-approve");
        assertNothingIsPublished();
    }

    /** The attack: the file is exchanged while the second person looks at it. */
    @Test
    void another_file_than_was_asked_for_is_not_published() throws IOException {
        policyIs("2", APPROVED);
        String approval = asks(null);
        policyIs("2", BY_NOBODY);

        assertRefused(decides(approval, BEN, "approver"), 409, "approval-outdated");
        assertThat(leaves("approval.outdated.v1")).hasSize(1);
        assertNothingIsPublished();
    }

    /** The attack: who can edit the file takes the list of approvals out of it, and shortens what they like. */
    @Test
    void a_file_without_the_list_does_not_come_into_force_by_itself() throws IOException {
        policyIs("1", BY_NOBODY);
        service.restart();

        assertThat(publications().at("/inForce/sha256").asString())
                .isEqualTo(publications().at("/published/0/sha256").asString())
                .isNotEqualTo(sha256());
        assertThat(publish(sha256(), null).status())
                .as("nor without a second person")
                .isEqualTo(202);
        service.restart();
        assertNothingIsPublished();
    }

    @Test
    void it_comes_into_force_at_the_first_start_after_its_time_has_come() throws IOException {
        policyIs("2", APPROVED);
        Instant inThreeDays = service.now().plus(Duration.ofDays(3));
        assertThat(decides(asks(inThreeDays), BEN, "approver").status()).isEqualTo(204);
        awaitPublished(2);
        assertThat(Instant.parse(publications().at("/published/1/effectiveFrom").asString()))
                .isEqualTo(inThreeDays);

        service.restart();
        assertThat(inForce()).isEqualTo("1");
        time.advance(Duration.ofDays(3));
        service.restart();
        assertThat(inForce()).isEqualTo("2");
    }

    @Test
    void approved_after_its_time_it_comes_into_force_at_once() throws IOException {
        policyIs("2", APPROVED);
        Instant tomorrow = service.now().plus(Duration.ofDays(1));
        String approval = asks(tomorrow);
        time.advance(Duration.ofDays(2));

        assertThat(decides(approval, BEN, "approver").status()).isEqualTo(204);

        awaitPublished(2);
        assertThat(Instant.parse(publications().at("/published/1/effectiveFrom").asString()))
                .isAfter(tomorrow);
    }

    @Test
    void only_the_file_in_the_folder_is_published() throws IOException {
        assertRefused(publish(sha256(), null), 409, "other-policy-file");
        policyIs("2", APPROVED);
        assertRefused(publish("a".repeat(64), null), 409, "other-policy-file");
        String candidate = sha256();
        Files.writeString(file, "id: idm\n");
        assertRefused(publish(candidate, null), 409, "other-policy-file");
        assertThat(publications().has("candidate"))
                .as("what cannot be carried out")
                .isFalse();
        assertThat(leaves("approval.requested.v1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2020-01-01T00:00:00Z", "2199-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "tomorrow", ""})
    void no_version_comes_into_force_in_the_past_or_in_far_future(String effectiveFrom) throws IOException {
        policyIs("2", APPROVED);

        assertRefused(
                service.postAs(
                        token(ANNA, "privacy-desk"),
                        PUBLICATIONS,
                        "{\"sha256\": \"%s\", \"effectiveFrom\": \"%s\"}".formatted(sha256(), effectiveFrom)),
                400,
                "invalid-field");
    }

    @Test
    void where_nobody_has_to_approve_it_a_start_takes_it_up_and_the_desk_says_when() throws IOException {
        policyIs("2", BY_NOBODY);
        assertThat(decides(asks(null), BEN, "approver").status()).isEqualTo(204);
        awaitPublished(2);
        service.restart();

        policyIs("3", BY_NOBODY);
        service.restart();
        awaitPublished(3);
        assertThat(inForce()).isEqualTo("3");
        policyIs("4", BY_NOBODY);
        Answer answer = publish(sha256(), service.now().plus(Duration.ofDays(3)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().at("/published/3/publishedBy").asString()).isEqualTo("privacy-desk");
        assertThat(leaves("policy.published.v1")).hasSize(4);
    }

    private Answer publish(String sha256, @Nullable Instant effectiveFrom) {
        return service.postAs(
                token(ANNA, "privacy-desk"),
                PUBLICATIONS,
                "{\"sha256\": \"%s\", \"effectiveFrom\": %s}"
                        .formatted(sha256, effectiveFrom == null ? "null" : '"' + effectiveFrom.toString() + '"'));
    }

    /** @return the approval */
    private String asks(@Nullable Instant effectiveFrom) {
        Answer answer = publish(sha256(), effectiveFrom);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.body().path("approval").asString();
    }

    private Answer decides(String approval, String sub, String... roles) {
        return service.postAs(
                token(sub, roles),
                APPROVALS + "/" + approval + "/decisions",
                "{\"decision\": \"approve\", \"reason\": \"examined\"}");
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

    private JsonNode publications() {
        Answer answer = service.getAs(service.token("operator"), PUBLICATIONS);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    /** Which version is carried out, by what anybody can read of it. */
    private String inForce() {
        String version =
                service.getAs(null, "/api/v1/idm/policy").body().path("version").asString();
        assertThat(publications().at("/inForce/version").asString()).isEqualTo(version);
        return version;
    }

    private void assertNothingIsPublished() {
        assertThat(publications().path("published")).hasSize(1);
        assertThat(inForce()).isEqualTo("1");
    }

    private static void assertRefused(Answer answer, int status, String problem) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.body().path("type").asString()).endsWith("/" + problem);
    }

    /** That so many are known for the next start. */
    private void awaitPublished(int number) {
        Await.until(
                () ->
                        service
                                .bean(MongoDatabase.class)
                                .getCollection("policies")
                                .find()
                                .into(new ArrayList<>())
                                .stream()
                                .mapToInt(each -> each.getList("published", Document.class, List.of())
                                        .size())
                                .sum(),
                known -> known == number);
    }

    private List<String> leaves(String type) {
        return service.bean(MongoDatabase.class).getCollection("log").find().into(new ArrayList<>()).stream()
                .flatMap(commit -> commit.getList("leaves", Binary.class).stream())
                .map(leaf -> new String(leaf.getData(), UTF_8))
                .filter(leaf -> leaf.contains("\"" + type))
                .toList();
    }

    private String sha256() {
        try {
            return Sha256.of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void policyIs(String version, String more) throws IOException {
        Files.writeString(
                file,
                Files.readString(Path.of("../deploy/controllers/idm.yaml"))
                                .replaceFirst("(?m)^version: .*$", "version: \"" + version + "\"")
                        + more);
    }
}
