package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.stories.Http.Answer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who got no answer sends the same again under the same key, and nobody gets a second mail for it. */
@StoryTest
class RepeatingASignUpStory {

    private final String key = '"' + UUID.randomUUID().toString() + '"';

    @Test
    void sends_one_mail_though_the_platform_was_killed_in_between(Trial trial) {
        Person rita = Person.named("rita", trial);
        assertThat(signUp(rita).status()).isEqualTo(202);

        trial.kill();
        trial.start();

        Answer again = Patience.until("it is answered again", () -> signUp(rita), answer -> answer.status() != 409);
        assertThat(again.status()).isEqualTo(202);
        assertThat(signUp(rita).status()).isEqualTo(202);
        rita.mail(1);
        Person.named("robin", trial).whoConfirmed();
        assertThat(rita.mails()).hasSize(1);
        assertThat(Http.postJson(
                                rita.subscriptions(),
                                rita.signUp(Map.of("company", "Example GmbH")),
                                "Idempotency-Key",
                                key)
                        .problem())
                .isEqualTo("idempotency-key-reused");
    }

    private Answer signUp(Person person) {
        return Http.postJson(person.subscriptions(), person.signUp(Map.of()), "Idempotency-Key", key);
    }
}
