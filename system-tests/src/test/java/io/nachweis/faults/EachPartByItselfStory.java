package io.nachweis.faults;

import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Filters.regex;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.nachweis.contracts.Topics;
import io.nachweis.people.DeskClient;
import io.nachweis.people.MailReceiver.Mail;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.ConsentsTopic;
import io.nachweis.platform.Log;
import io.nachweis.platform.OwnProcesses;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.Shape;
import io.nachweis.platform.StoryHttpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each part in a process of its own, and of newsletter-service two. */
class EachPartByItselfStory {

    private static final Duration HANDED_OVER = Duration.ofSeconds(30);

    private final PlatformUnderTest platform = PlatformUnderTest.create(Shape.PROCESSES, _ -> Map.of());

    @BeforeEach
    void start() {
        platform.start();
    }

    @AfterEach
    void stop() throws Exception {
        platform.close();
    }

    @Test
    void the_story_goes_on_when_one_of_two_is_killed() throws IOException {
        int second = OwnProcesses.freePort();
        Pattern killed = Pattern.compile("-" + second + "$");
        try (MongoClient client = MongoClients.create(platform.database());
                ConsentsTopic consents = new ConsentsTopic(platform, Topics.CONSENTS)) {
            MongoCollection<Document> claims =
                    client.getDatabase("nachweis_newsletter").getCollection("tokens");
            Process secondNewsletter = platform.parts().another("newsletter", second);
            // The one that stays has everything to do; the gateway knows only the one that comes back.
            platform.whileAway(
                    "newsletter",
                    () -> Await.until(
                            "each claim is the second's",
                            () -> claims.countDocuments(not(regex("owner", killed))) == 0));
            DeskClient desk = DeskClient.of(platform);
            Person ada = Person.named("ada", platform).whoConfirmed();
            Person grace = Person.named("grace", platform).whoConfirmed();
            Await.until("consent is known", () -> desk.isAllowed(ada) && desk.isAllowed(grace));
            assertThat(desk.history(ada).json().path("missing")).isEmpty();
            assertThat(StoryHttpClient.postForm(ada.oneClick(), Map.of("List-Unsubscribe", "One-Click"))
                            .status())
                    .isEqualTo(200);
            Await.until("withdrawal is known", () -> !desk.isAllowed(ada));
            assertThat(claims.countDocuments(not(regex("owner", killed))))
                    .as("segments of the first")
                    .isZero();
            List<Person> crowd = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                crowd.add(Person.named("crowd", platform));
                crowd.getLast().signsUp();
            }

            secondNewsletter.destroyForcibly().onExit().join();
            long since = System.nanoTime();
            String subject = desk.subject(grace);
            String now = platform.clock().now().toString();
            desk.post(
                    "/subjects/" + subject + "/purposes/newsletter/withdrawals",
                    Map.of("channel", "phone", "receivedAt", now));
            Person late = Person.named("late", platform);
            late.signsUp();

            Await.until("each claim is the first's", () -> claims.countDocuments(regex("owner", killed)) == 0);
            Duration claimed = Duration.ofNanos(System.nanoTime() - since);
            crowd.forEach(person -> person.mail(1));
            late.whoConfirms();
            Await.until("it is heard", () -> desk.isAllowed(late));
            Duration published = Duration.ofNanos(System.nanoTime() - since);
            Await.until(
                    "what the desk wrote down is heard by the newsletter",
                    () -> desk.typesOnRecord(grace).contains("subscription.consent-withdrawn.v1"));
            Duration heard = Duration.ofNanos(System.nanoTime() - since);
            System.out.printf(
                    "After the kill: claims handed over %.1f s, a new consent published %.1f s, a fact heard %.1f s%n",
                    claimed.toMillis() / 1e3, published.toMillis() / 1e3, heard.toMillis() / 1e3);
            assertThat(List.of(claimed, published, heard)).allMatch(took -> took.compareTo(HANDED_OVER) < 0);

            assertThat(consents.typesAbout(subject, 2))
                    .containsExactly("nachweis.consent.given.v1", "nachweis.consent.withdrawn.v1");
            assertThat(consents.typesAbout(desk.subject(late), 1)).containsExactly("nachweis.consent.given.v1");
        }
        try (Log log = Log.of("newsletter", platform)) {
            log.atRest();
            KillingUnderLoadStory.assertRepeatsAreMarked(mails(), log.from(0));
        }
    }

    private List<Mail> mails() {
        return StoryHttpClient.get(platform.addresses().site() + "/mails.json")
                .json()
                .valueStream()
                .map(Mail::of)
                .toList();
    }
}
