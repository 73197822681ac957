package io.nachweis.facts;

import static io.nachweis.starter.sample.RunningSample.await;
import static io.nachweis.starter.sample.RunningSample.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.nachweis.contracts.Fact.ConsentGiven;
import io.nachweis.contracts.FactVerifier;
import io.nachweis.contracts.ServiceKeys;
import io.nachweis.contracts.Topics;
import io.nachweis.contracts.Verdict.Genuine;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.facts.sample.FactsSample;
import io.nachweis.facts.sample.NotePublication;
import io.nachweis.starter.sample.RunningSample;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.TestBroker;
import io.nachweis.testing.TestIssuer;
import io.nachweis.testing.TestSecrets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of one service, of which one loses what it publishes to the other. */
@ModuleTest
class LosingTheSegmentTest {

    private static final String TOPIC = Topics.of("sample");
    private static final FactVerifier READER =
            new FactVerifier(ServiceKeys.of(List.of(TestSecrets.signer("sample").publicKey())), InstantSource.system());

    @TempDir
    private Path folder;

    private EmbeddedMongo mongo;
    private TestIssuer issuer;
    private TestBroker broker;

    @BeforeEach
    void start() {
        mongo = EmbeddedMongo.start(folder.resolve("mongo"));
        issuer = new TestIssuer();
        broker = TestBroker.start(folder.resolve("kafka"), TestBroker.freePorts());
    }

    @AfterEach
    void stop() {
        broker.close();
        issuer.close();
        mongo.close();
    }

    @Test
    void who_was_paused_in_the_middle_of_a_batch_writes_nothing_when_it_goes_on() {
        try (var paused = sample()) {
            var publication = paused.bean(NotePublication.class);
            var notes = new ArrayList<>(List.of(note(paused)));
            await(() -> heard().equals(notes));
            publication.hold();
            for (int i = 0; i < 4; i++) {
                notes.add(note(paused));
            }
            publication.letGoOn(2); // Perhaps the first of them is a batch of its own; not the second, too.
            await(publication::isHeld);

            try (var successor = sample()) {
                await(() -> takeOver(paused, notes));
                notes.add(note(successor));
                await(() -> heard().equals(notes));

                publication.letGoOn(1000);
                notes.add(note(paused));
                await(() -> heard().contains(notes.getLast()));
                await(() -> !publication.isHeld());
                assertThat(heard()).isEqualTo(notes);
            }
        }
    }

    @Test
    void who_died_before_noting_how_far_it_had_come_is_repeated_and_nothing_is_skipped() {
        var notes = new ArrayList<String>();
        try (var sample = sample()) {
            for (int i = 0; i < 3; i++) {
                notes.add(note(sample));
            }
            await(() -> heard().equals(notes));
            await(() -> tokens(sample).stream().anyMatch(token -> token.getLong("position") == 2));
        }
        rewind();
        try (var sample = sample()) {
            var last = note(sample);
            await(() -> heard().contains(last));
            notes.add(last);
            assertThat(heard().stream().distinct()).containsExactlyElementsOf(notes);
            assertThat(heard()).hasSizeGreaterThan(notes.size());
        }
    }

    /** As when the paused one could not renew its claims in time. */
    private boolean takeOver(RunningSample paused, List<String> notes) {
        paused.bean(MongoDatabase.class)
                .getCollection("tokens")
                .updateMany(Filters.eq("processor", FactPublisher.GROUP), Updates.set("claimedAt", 0L));
        return heard().equals(notes);
    }

    private void rewind() {
        try (var client = MongoClients.create(mongo.uri())) {
            client.getDatabase("nachweis_sample")
                    .getCollection("tokens")
                    .updateMany(Filters.eq("processor", FactPublisher.GROUP), Updates.set("position", 0L));
        }
    }

    private static List<Document> tokens(RunningSample sample) {
        return sample.bean(MongoDatabase.class)
                .getCollection("tokens")
                .find(Filters.and(Filters.eq("processor", FactPublisher.GROUP), Filters.ne("position", null)))
                .into(new ArrayList<>());
    }

    private List<String> heard() {
        return Reading.all(broker, TOPIC).stream()
                .map(READER::verify)
                .map(verdict -> ((Genuine) verdict).fact().data())
                .map(fact -> ((ConsentGiven) Objects.requireNonNull(fact)).signUp())
                .toList();
    }

    private RunningSample sample() {
        return FactsSample.start(mongo.uri(), broker.uri(), issuer, folder);
    }

    private static String note(RunningSample sample) {
        return json(sample.send(sample.post("{\"email\": \"ada@example.org\", \"text\": \"hello\"}")))
                .get("note")
                .asString();
    }
}
