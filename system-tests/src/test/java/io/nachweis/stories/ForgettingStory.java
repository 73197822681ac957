package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;

/** With every byte of the data folder, nothing is found of who never confirmed. */
@StoryTest
class ForgettingStory {

    private static final String COMPANY = "Vergissmeinnicht Gartenbau";

    @Test
    void a_sign_up_that_nobody_confirmed_leaves_no_trace(Trial trial) throws IOException {
        Desk desk = Desk.of(trial);
        Person forgotten = Person.named("nora", trial);
        Person kept = Person.named("karl", trial);
        forgotten.signsUp(Map.of("company", COMPANY, "role", "Gärtnerin"));
        forgotten.mail(1);
        kept.whoConfirmed();
        Patience.until(
                "the mail is on record", () -> desk.typesOnRecord(forgotten).contains("subscription.mail-sent.v1"));
        Map<String, byte[]> traces = tracesOf(forgotten, desk, trial);
        Map<String, byte[]> evidence = tracesOf(kept, desk, trial);
        assertThat(traces.keySet()).anyMatch(name -> name.startsWith("key")).anyMatch(name -> name.startsWith("box"));

        Http.postJson(trial.site() + "/clock", Map.of("forward", "P8D"));
        Patience.until(
                "the purge is done",
                () -> desk.history(forgotten).json().path("entries").isEmpty()
                        && keysOf(desk.subject(forgotten), trial) == 0);
        trial.stop();

        assertThat(foundIn(trial.data(), evidence))
                .as("what is lawfully kept can be found in this way")
                .isNotEmpty();
        assertThat(foundIn(trial.data(), traces)).isEmpty();
        trial.start();
    }

    /** What the platform holds of the person, by name: texts, and every key and ciphertext in its databases. */
    private static Map<String, byte[]> tracesOf(Person person, Desk desk, Trial trial) {
        Map<String, byte[]> traces = new LinkedHashMap<>();
        String subject = desk.subject(person);
        traces.put("subject", subject.getBytes(StandardCharsets.UTF_8));
        traces.put("address", person.email().getBytes(StandardCharsets.UTF_8));
        traces.put("company", COMPANY.getBytes(StandardCharsets.UTF_8));
        try (MongoClient client = MongoClients.create(trial.mongo())) {
            MongoDatabase database = client.getDatabase("nachweis_newsletter");
            List<String> keys = new ArrayList<>();
            for (Document commit : database.getCollection("log").find(Filters.eq("subjects.id", subject))) {
                for (Document sealed : commit.getList("sealed", Document.class, List.of())) {
                    keys.add(sealed.getString("key"));
                    traces.put(
                            "box " + traces.size(),
                            sealed.get("box", Binary.class).getData());
                }
            }
            for (Document key : client.getDatabase("nachweis_newsletter_keys")
                    .getCollection("keys")
                    .find(Filters.in("kid", keys))) {
                binaries(key).forEach(bytes -> traces.put("key " + traces.size(), bytes));
            }
        }
        return traces;
    }

    /** Found by the range of their ids, which begin with the pseudonym. */
    private static long keysOf(String subject, Trial trial) {
        try (MongoClient client = MongoClients.create(trial.mongo())) {
            return client.getDatabase("nachweis_newsletter_keys")
                    .getCollection("keys")
                    .countDocuments(Filters.and(Filters.gte("_id", subject + "/"), Filters.lt("_id", subject + "0")));
        }
    }

    private static List<byte[]> binaries(Object value) {
        return switch (value) {
            case Binary binary -> List.of(binary.getData());
            case Document document ->
                document.values().stream()
                        .flatMap(part -> binaries(part).stream())
                        .toList();
            case Collection<?> parts ->
                parts.stream().flatMap(part -> binaries(part).stream()).toList();
            case null, default -> List.of();
        };
    }

    private static List<String> foundIn(Path folder, Map<String, byte[]> traces) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                traces.forEach((name, bytes) -> {
                    if (content.contains(new String(bytes, StandardCharsets.ISO_8859_1))) {
                        found.add(name + " in " + folder.relativize(file));
                    }
                });
            }
        }
        return found;
    }
}
