package io.nachweis.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.nachweis.people.Person;
import io.nachweis.platform.EnabledOnShape;
import io.nachweis.platform.LauncherScript.Said;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.PublicLog;
import io.nachweis.platform.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was signed of a log is kept outside the database: whoever changes the one is found out by the other. */
class TamperingWithALogStory {

    private final PlatformUnderTest platform = PlatformUnderTest.create(_ -> PublicLog.AT_ONCE);
    private final PublicLog log = new PublicLog(platform, "newsletter");

    @BeforeEach
    void start() {
        platform.start();
    }

    @AfterEach
    void stop() throws IOException {
        platform.close();
    }

    /** The attacker has the password of the database, and writes an entry anew. */
    @Test
    void the_operator_is_told_which_entry_was_rewritten() {
        Person.named("ada", platform).whoConfirmed();
        assertThat(log.published().size()).isPositive();
        Said said = platform.launcher().run("verify", "log");
        assertThat(said.text()).contains("✔ newsletter: ", "✔ consent: ").doesNotContain("✘");
        assertThat(said.exit()).isZero();

        try (MongoClient client = MongoClients.create(platform.database())) {
            MongoCollection<Document> stored =
                    client.getDatabase("nachweis_newsletter").getCollection("log");
            Document commit = Objects.requireNonNull(stored.find(Filters.eq(0L)).first());
            String leaf =
                    new String(commit.getList("leaves", Binary.class).getFirst().getData(), UTF_8);
            Binary rewritten = new Binary(leaf.replaceFirst("\"recordedAt\":\"20", "\"recordedAt\":\"19")
                    .getBytes(UTF_8));
            stored.updateOne(Filters.eq(0L), Updates.set("leaves.0", rewritten));
        }

        said = platform.launcher().run("verify", "log", "--service", "newsletter");
        assertThat(said.text())
                .contains("✘ newsletter: The entry at position 0 is not the one that its tree was made of")
                .contains("✘ newsletter: The checkpoint outside commits to other entries than the ")
                .doesNotContain("✔", "example.org");
        assertThat(said.exit()).isEqualTo(1);
    }

    /** The attacker has the data folder, of today and of yesterday, and nothing else. */
    @Test
    @EnabledOnShape(
            value = {Shape.TRIAL, Shape.KEYCLOAK},
            because = "the launcher starts no service elsewhere")
    void nothing_is_started_on_data_that_were_set_back() throws IOException {
        Person.named("ada", platform).whoConfirmed();
        platform.stop();
        Path yesterday = platform.folder().create("yesterday");
        copy(platform.folder().data(), yesterday);
        platform.start();
        long before = log.published().size();
        Person.named("bob", platform).whoConfirmed();
        assertThat(log.published().size()).isGreaterThan(before);
        platform.stop();
        Files.move(platform.folder().data(), yesterday.resolveSibling("today"));
        copy(yesterday, platform.folder().data());

        Said said = platform.launcher().run("up", "--detach");

        assertThat(said.exit()).isNotZero();
        assertThat(said.text())
                .contains("did not start")
                .containsPattern(
                        "Nothing may be appended to this log\\. The log is shorter than what was signed: \\d+ entries of \\d+\\."
                                + " What is missing has to be restored first");
        assertThat(Files.exists(platform.folder().outside().resolve("newsletter.checkpoint")))
                .isTrue();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (Files.isRegularFile(file)) {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
