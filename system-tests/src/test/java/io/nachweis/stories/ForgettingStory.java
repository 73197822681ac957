package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryTest;
import io.nachweis.platform.Traces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With every byte of the data folder, nothing is found of who never confirmed. */
@StoryTest
class ForgettingStory {

    private static final String COMPANY = "Vergissmeinnicht Gartenbau";
    private static final Duration ONE_MINUTE = Duration.ofMinutes(1);

    /** Whoever copies the files of a platform that runs has no key of it a minute later, and nothing else after compacting. */
    @Test
    void a_sign_up_that_nobody_confirmed_is_out_of_the_files_while_they_are_in_use(PlatformUnderTest platform)
            throws IOException {
        DeskClient desk = DeskClient.of(platform);
        Person forgotten = Person.named("nils", platform);
        forgotten.signsUp(Map.of("company", COMPANY, "role", "Gärtner"));
        Await.until("the mail is on record", () -> desk.typesOnRecord(forgotten).contains("mail.sent.v1"));
        Map<String, byte[]> traces = tracesOf(forgotten, desk, platform);
        Map<String, byte[]> keys = new LinkedHashMap<>(traces);
        keys.keySet().removeIf(name -> !name.contains(", key "));
        assertThat(keys).isNotEmpty();
        Path database = platform.folder().data().resolve("mongo");
        Await.until("the keys are in a file", () -> isFound(database, keys));

        platform.clock().forward("P8D");
        Await.until(
                "the keys are destroyed",
                () -> Traces.scopes(desk.subject(forgotten), platform).isEmpty());
        long since = System.nanoTime();
        while (isFound(database, keys) && System.nanoTime() - since < ONE_MINUTE.toNanos()) {
            // The database has its minute.
        }
        assertThat(Traces.foundIn(database, keys)).isEmpty();

        assertThat(platform.launcher().run("compact").exit()).isZero();
        assertThat(Traces.foundIn(platform.folder().data(), traces)).isEmpty();
    }

    private static boolean isFound(Path folder, Map<String, byte[]> traces) {
        try {
            return !Traces.foundIn(folder, traces).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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

        platform.clock().forward("P8D");
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
