package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Topics;
import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.ConsentsTopic;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import org.junit.jupiter.api.Test;

/** Anybody can type anybody's address into the form of rights. A withdrawal acts at once, and its mail undoes it. */
@StoryTest
class UndoingAWithdrawalStory {

    @Test
    void who_did_not_withdraw_gets_everything_back_by_the_mail_that_says_so(PlatformUnderTest platform) {
        DeskClient desk = DeskClient.of(platform);
        DeskClient marketing = DeskClient.as("marketing", "idm", platform);
        Person iris = Person.named("iris", platform).whoConfirmed();
        String subject = desk.subject(iris);
        Await.until("consent is known", () -> desk.hasHeardOfTheConsentOf(iris));
        Await.until("the audience has them", () -> isInAudience(marketing, iris));

        String page = iris.asksFor("withdrawal");

        Await.until("may I? is no without any press", () -> !desk.isAllowed(iris));
        assertThat(isInAudience(marketing, iris)).isFalse();
        assertThat(iris.mailSaying("undo it here").path("text").asString(""))
                .contains("Your withdrawal took effect on receipt");
        assertThat(desk.typesOnRecord(iris)).doesNotContain("rights.mailbox-proven.v1");

        Answer undone = iris.presses(page, "not-mine", "");

        assertThat(undone.status()).isEqualTo(200);
        assertThat(undone.body()).contains("The withdrawal is undone");
        Await.until("may I? is yes again", () -> desk.isAllowed(iris));
        Await.until("the audience has them again", () -> isInAudience(marketing, iris));
        assertThat(iris.presses(page, "not-mine", "").body()).contains("The withdrawal is undone");
        try (ConsentsTopic consents = new ConsentsTopic(platform, Topics.CONSENTS)) {
            assertThat(consents.typesAbout(subject, 3))
                    .containsExactly(
                            "nachweis.consent.given.v1",
                            "nachweis.consent.withdrawn.v1",
                            "nachweis.consent.withdrawal-disowned.v1");
        }
        assertThat(desk.typesOnRecord(iris)).contains("subscription.withdrawal-disowned.v1");
    }

    /** The story's trial may have many people. */
    private static boolean isInAudience(DeskClient marketing, Person person) {
        Answer audience = Await.until(
                "the audience is handed out",
                () -> marketing.get("/audiences/newsletter?limit=1000"),
                answer -> answer.status() == 200);
        return audience.body().contains("\"" + person.email() + "\"");
    }
}
