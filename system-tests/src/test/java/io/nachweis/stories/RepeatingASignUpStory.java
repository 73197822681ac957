package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who got no answer sends the same again under the same key, and nobody gets a second mail for it. */
@StoryTest
class RepeatingASignUpStory {

    private final String key = '"' + UUID.randomUUID().toString() + '"';

    @Test
    void sends_one_mail_though_the_platform_was_killed_in_between(PlatformUnderTest platform) {
        Person rita = Person.named("rita", platform);
        assertThat(answered(rita).status()).isEqualTo(202);

        platform.kill();
        platform.start();

        assertThat(answered(rita).status()).isEqualTo(202);
        assertThat(answered(rita).status()).isEqualTo(202);
        DeskClient desk = DeskClient.of(platform);
        Await.until("the mail is on record", () -> desk.typesOnRecord(rita).contains("mail.sent.v1"));
        Person.named("robin", platform).whoConfirmed();
        assertThat(desk.typesOnRecord(rita)).containsExactly("subscription.requested.v1", "mail.sent.v1");
        assertThat(StoryHttpClient.postJson(
                                rita.subscriptions(),
                                rita.signUp(Map.of("company", "Example GmbH")),
                                "Idempotency-Key",
                                key)
                        .problem())
                .isEqualTo("idempotency-key-reused");
    }

    /** What one does with a key: sends it again while there is no answer, or the first is still worked on. */
    private Answer answered(Person person) {
        return Await.until(
                "the sign-up is answered",
                () -> signUp(person),
                answer -> answer.status() != 503 && answer.status() != 409);
    }

    private Answer signUp(Person person) {
        return StoryHttpClient.postJson(person.subscriptions(), person.signUp(Map.of()), "Idempotency-Key", key);
    }
}
