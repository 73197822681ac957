package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.ConsentSnapshot;
import io.nachweis.contracts.Topics;
import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.ConsentsTopic;
import io.nachweis.platform.ConsentsTopic.Heard;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryTest;
import io.nachweis.testing.TestBroker;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The broker has lost what it had acknowledged: a disk is gone, or it came back from a backup. */
@StoryTest
class RepublishingStory {

    private final PlatformUnderTest platform;

    RepublishingStory(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @Test
    void tells_who_begins_anew_all_of_it_and_of_the_state_only_the_newest() throws Exception {
        DeskClient desk = DeskClient.of(platform);
        Person stays = Person.named("stays", platform).whoConfirmed();
        Person leaves = Person.named("leaves", platform).whoConfirmed();
        leaves.answers(leaves.unsubscribeLink(), "unsubscribe");
        Await.until("the withdrawal is known", () -> !desk.isAllowed(leaves));
        String history = String.join(",", desk.typesOnRecord(leaves));
        List<Heard> told;
        try (ConsentsTopic consents = new ConsentsTopic(platform, Topics.CONSENTS)) {
            consents.typesAbout(desk.subject(stays), 1);
            consents.typesAbout(desk.subject(leaves), 2);
            told = consents.about(desk.subject(leaves));
        }
        TestBroker.lose(platform.addresses().kafka(), Topics.CONSENTS);

        assertThat(platform.launcher().run("republish", "consent").text()).contains("republish needs SERVICE");
        assertThat(platform.launcher()
                        .run("republish", "consent", "--from", "0")
                        .exit())
                .isZero();

        try (ConsentsTopic consents = new ConsentsTopic(platform, Topics.CONSENTS);
                ConsentsTopic states = new ConsentsTopic(platform, Topics.CONSENT_STATE)) {
            assertThat(consents.typesAbout(desk.subject(stays), 1)).containsExactly("nachweis.consent.given.v1");
            consents.typesAbout(desk.subject(leaves), 2);
            assertThat(consents.about(desk.subject(leaves))).isEqualTo(told);
            assertThat(states(states, desk.subject(stays), 2)).containsExactly(true, true);
            assertThat(states(states, desk.subject(leaves), 3)).containsExactly(true, false, false);
        }
        assertThat(String.join(",", desk.typesOnRecord(leaves))).isEqualTo(history);
        assertThat(desk.isAllowed(stays)).isTrue();
        assertThat(desk.isAllowed(leaves)).isFalse();
    }

    private static List<Boolean> states(ConsentsTopic states, String subject, int count) {
        String key = ConsentSnapshot.key("idm", subject, "newsletter");
        states.typesAbout(key, count);
        return states.about(key).stream()
                .map(state -> state.data().path("allowed").asBoolean())
                .toList();
    }
}
