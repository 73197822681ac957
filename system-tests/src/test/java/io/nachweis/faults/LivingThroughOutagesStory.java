package io.nachweis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Topics;
import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.ConsentsTopic;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A part of the platform is away and comes back; everything goes on by itself, and nothing is lost. */
@StoryTest
class LivingThroughOutagesStory {

    private static final Duration OUTAGE =
            Duration.ofSeconds("full".equals(System.getProperty("nachweis.depth")) ? 180 : 3);

    private final PlatformUnderTest platform;
    private final DeskClient desk;

    LivingThroughOutagesStory(PlatformUnderTest platform) {
        this.platform = platform;
        this.desk = DeskClient.of(platform);
    }

    @Test
    void facts_wait_while_kafka_is_away_and_come_in_order() {
        Person leaver = Person.named("canary", platform).whoConfirmed();
        Await.until("consent is known", () -> desk.isAllowed(leaver));
        Person comer = Person.named("canary", platform);
        long lines = lines();

        whileAway("kafka", () -> {
            Instant asked = Instant.now();
            assertThat(unsubscribes(leaver)).isEqualTo(200);
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
            comer.whoConfirmed();
            assertThat(unsubscribes(comer)).isEqualTo(200);
        });

        Await.until("the withdrawal is known", () -> !desk.isAllowed(leaver));
        try (ConsentsTopic consents = new ConsentsTopic(platform, Topics.CONSENTS)) {
            for (Person person : List.of(leaver, comer)) {
                assertThat(consents.typesAbout(desk.subject(person), 2).stream()
                                .distinct()
                                .toList())
                        .containsExactly("nachweis.consent.given.v1", "nachweis.consent.withdrawn.v1");
            }
        }
        assertThat(lines() - lines).as("lines about the outage").isLessThan(100 + OUTAGE.toSeconds());
        assertThat(platform.folder().logs()).doesNotContain("canary-");
    }

    @Test
    void mails_wait_for_the_mail_server() {
        Person person = Person.named("patient", platform);
        whileAway("mail", person::signsUp);

        assertThat(person.confirms().status()).isEqualTo(200);
        person.mail(2);
        assertThat(person.mails()).as("no mail comes twice").hasSize(2);
    }

    @Test
    void what_was_decided_while_the_consent_service_is_away_is_on_its_record_later() {
        Person person = Person.named("late", platform);
        whileAway("consent", person::whoConfirmed);

        Await.until("the consent is known", () -> desk.isAllowed(person));
    }

    @Test
    void a_service_that_is_away_is_missed_and_nothing_else() {
        Person person = Person.named("early", platform).whoConfirmed();
        Await.until("the consent is known", () -> desk.isAllowed(person));
        whileAway("newsletter", () -> {
            assertThat(StoryHttpClient.postJson(person.subscriptions(), person.signUp(Map.of()))
                            .problem())
                    .isEqualTo("unavailable");
            assertThat(desk.history(person).body()).contains("consent");
        });

        Await.until("the newsletter is there again", () -> unsubscribes(person) == 200);
        Await.until("the withdrawal is known", () -> !desk.isAllowed(person));
    }

    private static int unsubscribes(Person person) {
        return StoryHttpClient.postForm(person.oneClick(), Map.of("List-Unsubscribe", "One-Click"))
                .status();
    }

    private void whileAway(String part, Runnable meanwhile) {
        platform.whileAway(part, () -> {
            meanwhile.run();
            LockSupport.parkNanos(OUTAGE.toNanos());
        });
    }

    private long lines() {
        return platform.folder().logs().lines().count();
    }
}
