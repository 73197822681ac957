package io.nachweis.stories;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.LauncherScript.Said;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What an operator can look at and order from the console. */
@StoryTest
class OperatingStory {

    private final PlatformUnderTest platform;

    OperatingStory(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @Test
    void rebuilds_a_projection_while_people_sign_up() {
        try (MongoClient client = MongoClients.create(platform.database())) {
            MongoCollection<Document> due =
                    client.getDatabase("nachweis_newsletter").getCollection("due");
            List<Person> crowd = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                crowd.add(Person.named("due", platform));
                crowd.getLast().signsUp();
            }
            crowd.forEach(Person::confirmLink);
            crowd.getFirst().confirms();
            List<Document> before = settled(due);
            Person late = Person.named("due", platform);
            late.signsUp();
            late.confirmLink();
            due.insertOne(new Document("_id", UUID.randomUUID().toString()));

            Said said = platform.launcher().run("rebuild", "newsletter", "due");
            late.confirms();

            assertThat(said.text()).contains("newsletter due: ");
            assertThat(said.exit()).isZero();
            Await.until("all of it is there again, and nothing else", () -> inOrder(due), before::equals);
        }
    }

    @Test
    void sees_and_releases_what_a_projection_put_aside() {
        try (MongoClient client = MongoClients.create(platform.database())) {
            MongoCollection<Document> letters =
                    client.getDatabase("nachweis_newsletter").getCollection("dead-letters");
            Person person = Person.named("aside", platform);
            person.signsUp();
            person.confirmLink();
            letters.insertOne(letter(Instant.now().plus(1, ChronoUnit.HOURS)));

            assertThat(platform.launcher().run("dead-letters").text())
                    .contains("newsletter due 0: java.lang.IllegalStateException since 2026-01-01T00:00:00Z")
                    .contains("tried 3 times, 0 waiting", "lead put nothing aside");
            Await.until(
                    "it is released, unless the service has just tried again by itself",
                    () -> {
                        Document free = letter(Instant.EPOCH);
                        letters.replaceOne(eq(free.get("_id")), free, new ReplaceOptions().upsert(true));
                        return platform.launcher().run("dead-letters", "release", "newsletter", "due", "0");
                    },
                    said -> said.text().contains("Handled now: 1"));
            assertThat(platform.launcher().run("dead-letters").text()).contains("newsletter put nothing aside");
            assertThat(letters.countDocuments(eq("group", "due"))).isZero();

            Said nothing = platform.launcher().run("dead-letters", "release", "newsletter", "due", "0");
            assertThat(nothing.exit()).isNotZero();
            assertThat(nothing.text()).contains("404");
            assertThat(platform.launcher()
                            .run("rebuild", "newsletter", "publication")
                            .exit())
                    .isNotZero();
            assertThat(platform.launcher().run("rebuild").text()).contains("rebuild needs SERVICE PROJECTION");
        }
    }

    /**
     * As the projection would leave one that failed at the first entry of the log.
     *
     * @param claimedUntil the service leaves it alone
     */
    private static Document letter(Instant claimedUntil) {
        return new Document("_id", "due/nobody/" + "0".repeat(19))
                .append("group", "due")
                .append("sequence", "nobody")
                .append("position", 0L)
                .append("cause", "java.lang.IllegalStateException")
                .append("tries", 3)
                .append("enqueuedAt", "2026-01-01T00:00:00Z")
                .append("lastTouched", "2026-01-01T00:00:00Z")
                .append("claimedUntil", claimedUntil.toEpochMilli());
    }

    /** What the projection holds once it follows the log. */
    private static List<Document> settled(MongoCollection<Document> due) {
        AtomicReference<List<Document>> last = new AtomicReference<>(List.of());
        AtomicInteger unchanged = new AtomicInteger();
        return Await.until(
                "the projection changes no more",
                () -> inOrder(due),
                now -> (last.getAndSet(now).equals(now) ? unchanged.incrementAndGet() : unchanged.getAndSet(0)) >= 30);
    }

    private static List<Document> inOrder(MongoCollection<Document> due) {
        return due.find().sort(new Document("_id", 1)).into(new ArrayList<>());
    }
}
