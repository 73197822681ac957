package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryTest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With every byte of the data folder, nothing is found of who never confirmed. */
@StoryTest
class ForgettingStory {

    private static final String COMPANY = "Vergissmeinnicht Gartenbau";

    @Test
    void a_sign_up_that_nobody_confirmed_leaves_no_trace(PlatformUnderTest platform) throws IOException {
        DeskClient desk = DeskClient.of(platform);
        Person forgotten = Person.named("nora", platform);
        Person kept = Person.named("karl", platform);
        forgotten.signsUp(Map.of("company", COMPANY, "role", "Gärtnerin"));
        forgotten.mail(1);
        kept.whoConfirmed();
        Await.until("the mail is on record", () -> desk.typesOnRecord(forgotten).contains("mail.sent.v1"));
        Map<String, byte[]> traces = tracesOf(forgotten, desk, platform);
        Map<String, byte[]> evidence = tracesOf(kept, desk, platform);
        assertThat(traces.keySet()).anyMatch(name -> name.contains(", key ")).anyMatch(name -> name.contains(", box "));

        StoryHttpClient.postJson(platform.addresses().site() + "/clock", Map.of("forward", "P8D"));
        Await.until(
                "the purge is done",
                () -> desk.history(forgotten).json().path("entries").isEmpty()
                        && Traces.scopes(desk.subject(forgotten), platform).isEmpty());
        platform.stop();

        assertThat(Traces.foundIn(platform.folder().data(), evidence))
                .as("what is lawfully kept can be found in this way")
                .isNotEmpty();
        assertThat(Traces.foundIn(platform.folder().data(), traces)).isEmpty();
        platform.start();
    }

    /** What the platform holds of the person, by name: texts, and every key and ciphertext in its databases. */
    private static Map<String, byte[]> tracesOf(Person person, DeskClient desk, PlatformUnderTest platform) {
        String subject = desk.subject(person);
        Map<String, byte[]> traces = new LinkedHashMap<>(Traces.of(subject, platform));
        traces.putAll(Traces.ofWords(List.of(subject, person.email(), COMPANY)));
        return traces;
    }
}
