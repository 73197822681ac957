package io.nachweis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Topics;
import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.ConsentsTopic;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.Shape;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@StoryTest
class ComingBackAfterAKillStory {

    @Test
    void everything_that_was_answered_is_known(PlatformUnderTest platform) {
        Person confirmed = Person.named("kay", platform).whoConfirmed();
        Person pending = Person.named("kim", platform);
        pending.signsUp();
        String link = pending.confirmLink();
        List<Person> crowd = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Person one = Person.named("crowd", platform);
            one.signsUp();
            crowd.add(one);
        }

        platform.kill();
        platform.start();

        DeskClient desk = DeskClient.of(platform);
        Await.until("the consent is known again", () -> desk.isAllowed(confirmed));
        assertThat(crowd).allSatisfy(one -> assertThat(desk.typesOnRecord(one)).contains("subscription.requested.v1"));
        Await.until(
                "everyone's mail went out, before the kill or after",
                () -> crowd.stream().allMatch(one -> desk.typesOnRecord(one).contains("mail.sent.v1")));

        assertThat(pending.answers(link, "confirm").status())
                .as("the link of a mail from before")
                .isEqualTo(200);
        Await.until("the new consent is known", () -> desk.isAllowed(pending));
        try (ConsentsTopic consents = new ConsentsTopic(platform, Topics.CONSENTS)) {
            // Where the broker was killed with the services, they publish the last minutes once more.
            int times = Shape.OF_THIS_RUN == Shape.PROCESSES ? 1 : 2;
            assertThat(consents.typesAbout(desk.subject(confirmed), times))
                    .hasSize(times)
                    .containsOnly("nachweis.consent.given.v1");
            assertThat(consents.typesAbout(desk.subject(pending), 1)).containsExactly("nachweis.consent.given.v1");
        }
    }

    @Test
    void an_orderly_stop_and_start_keeps_it_all_too(PlatformUnderTest platform) {
        Person lea = Person.named("lea", platform).whoConfirmed();
        String unsubscribe = lea.unsubscribeLink();
        Await.until("consent is known", () -> DeskClient.of(platform).isAllowed(lea));

        platform.stop();
        platform.start();

        DeskClient desk = DeskClient.of(platform);
        assertThat(desk.isAllowed(lea)).isTrue();
        String[] parts = unsubscribe.split("\\?token=", 2);
        assertThat(StoryHttpClient.postForm(parts[0], Map.of("token", parts[1], "action", "unsubscribe"))
                        .status())
                .isEqualTo(200);
        Await.until("withdrawal is known", () -> !desk.isAllowed(lea));
    }
}
