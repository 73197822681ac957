package io.nachweis.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import io.nachweis.policy.InvalidPolicy;
import io.nachweis.policy.PolicyVersion;
import io.nachweis.starter.sample.TestMongo;
import io.nachweis.testing.MovableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which file counts at a start. Whoever attacks can write the folder, and neither the log nor the database. */
class BringingPoliciesIntoForceTest {

    private static final String APPROVED = "\napprovals: [policy]\n";
    private static final String BY_NOBODY = "";

    private final MongoDatabase database = TestMongo.newDatabase();
    private final MovableClock time = new MovableClock();
    private final DomainClock clock = new DomainClock(time);

    @TempDir
    private Path folder;

    @BeforeEach
    void first() throws IOException {
        file("1", APPROVED);
    }

    @Test
    void takes_the_first_file_there_is() {
        assertThat(versionAfterStart()).isEqualTo("1");
    }

    @Test
    void takes_any_file_where_nobody_has_to_approve_it() throws IOException {
        file("1", BY_NOBODY);
        start();
        file("2", BY_NOBODY);

        assertThat(versionAfterStart()).isEqualTo("2");
    }

    @Test
    void takes_no_file_that_was_not_published() throws IOException {
        start();
        file("2", APPROVED);

        assertThat(versionAfterStart()).isEqualTo("1");
        assertThat(versionAfterStart()).as("nor at the start after that").isEqualTo("1");
    }

    /** The attack: who edits the file takes the list out of it. */
    @Test
    void reads_from_what_is_in_force_whether_somebody_has_to_approve_it() throws IOException {
        start();
        file("1", BY_NOBODY);

        assertThat(start().find("idm").orElseThrow().version().policy().approvals())
                .isNotEmpty();
        Files.delete(folder.resolve("idm.yaml"));
        file("2", BY_NOBODY, "another.yaml");
        assertThat(versionAfterStart()).as("under another name").isEqualTo("1");
    }

    @Test
    void waits_for_the_time_of_what_was_published() throws IOException {
        start();
        file("2", APPROVED);
        publish(clock.now().plus(Duration.ofDays(3)));

        assertThat(versionAfterStart()).isEqualTo("1");
        time.advance(Duration.ofDays(3));
        assertThat(versionAfterStart()).isEqualTo("2");
    }

    @Test
    void tells_files_apart_by_their_bytes() throws IOException {
        start();
        file("2", APPROVED);
        publish(clock.now());
        file("2", APPROVED + "# edited\n");

        assertThat(versionAfterStart()).isEqualTo("1");
    }

    /** The attack: an older file was published too, and may keep what is stored for a shorter time, or have no list. */
    @Test
    void takes_no_older_publication_for_the_last_word() throws IOException {
        Instant before = clock.now();
        file("1", BY_NOBODY);
        start();
        publish(before);
        file("2", APPROVED);
        publish(clock.now());
        start();
        file("1", BY_NOBODY);

        assertThat(versionAfterStart()).isEqualTo("2");
        publish(before);
        assertThat(versionAfterStart()).as("heard again").isEqualTo("2");
        publish(clock.now());
        assertThat(versionAfterStart()).as("published again").isEqualTo("1");
    }

    @Test
    void takes_nothing_that_the_service_cannot_start_with() throws IOException {
        start();
        file("2", APPROVED);
        publish(clock.now());
        new PolicyVersions(folder, database, clock);
        file("1", APPROVED);

        assertThat(versionAfterStart()).as("the file from before is put back").isEqualTo("1");
    }

    @Test
    void refuses_a_file_that_cannot_be_carried_out() throws IOException {
        start();
        Files.writeString(folder.resolve("idm.yaml"), "id: idm\n");

        assertThatThrownBy(this::start).isInstanceOf(InvalidPolicy.class);
    }

    @Test
    void shows_what_there_is_to_publish() throws IOException {
        PolicyVersions running = start();
        assertThat(running.candidate("idm")).isEmpty();

        file("2", APPROVED);
        assertThat(running.candidate("idm"))
                .hasValueSatisfying(file -> assertThat(file.policy().version()).isEqualTo("2"));
        Files.writeString(folder.resolve("idm.yaml"), "id: idm\n");
        assertThat(running.candidate("idm")).isEmpty();
    }

    private PolicyVersions start() {
        var versions = new PolicyVersions(folder, database, clock);
        versions.afterSingletonsInstantiated();
        return versions;
    }

    private String versionAfterStart() {
        return start().find("idm").orElseThrow().version().policy().version();
    }

    /** What the folder has now. */
    private void publish(Instant effectiveFrom) {
        PolicyVersion file = PolicyVersion.all(folder).getFirst();
        new PolicyVersions(folder, database, clock)
                .published("idm", file.policy().version(), file.sha256(), effectiveFrom);
    }

    private void file(String version, String more) throws IOException {
        file(version, more, "idm.yaml");
    }

    private void file(String version, String more, String name) throws IOException {
        Files.writeString(
                folder.resolve(name),
                Files.readString(Path.of("../../deploy/controllers/idm.yaml"))
                                .replaceFirst("(?m)^version: .*$", "version: \"" + version + "\"")
                        + more);
    }
}
