package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

@StoryTest
class KeepingPersonsOutOfTheLogStory {

    @Test
    void neither_what_was_typed_nor_a_token_reaches_the_platforms_log(Trial trial) throws IOException {
        Person canary = Person.named("canary", trial);
        canary.signsUp(Map.of("company", "Kanarienvogel KG"));
        String link = canary.confirmLink();
        Http.get(link);
        canary.confirms();
        canary.mail(2);
        Http.postJson(canary.subscriptions(), Map.of("email", canary.email() + " <script>", "consents", "x"));
        Desk desk = Desk.of(trial);
        String subject = desk.subject(canary);
        Patience.until("consent is known", () -> desk.isAllowed(canary));
        desk.history(canary);

        String log = Files.readString(trial.data().resolve("platform.log"))
                + Files.readString(trial.data().resolve("console.log"));

        assertThat(log)
                .isNotEmpty()
                .doesNotContain("canary-", "Kanarienvogel", subject, link.replaceAll(".*token=", ""));
    }
}
