package io.nachweis.evidence;

import static io.nachweis.evidence.Events.inStream;
import static io.nachweis.evidence.StayEvent.arrived;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.nachweis.event.SubjectId;
import io.nachweis.personal.KeyScope;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the log asks of its collection, so that its user of the database need be granted no more: not even the one who
 * holds that user's password then changes or removes an entry.
 */
class SendingCommandsTest {

    private static final String ANNA = "1.annaannaannaannaannaannaannaannaannaannaanA";

    /** The commands about the collection {@code log}, as the server sees them. */
    private static final class Commands implements CommandListener {

        private final Set<String> sent = new ConcurrentSkipListSet<>();

        @Override
        public void commandStarted(CommandStartedEvent event) {
            var command = event.getCommand();
            var collection =
                    command.get(event.getCommandName().equals("getMore") ? "collection" : event.getCommandName());
            if (collection != null
                    && collection.isString()
                    && collection.asString().getValue().equals("log")) {
                sent.add(event.getCommandName());
            }
        }

        Set<String> sent() {
            return new TreeSet<>(sent);
        }
    }

    private final MongoLog log = new MongoLog(MongoLog.embeddedServer());
    private final Commands commands = new Commands();
    private final MongoClient client = MongoLog.embeddedServer(commands);

    @AfterEach
    void close() {
        client.close();
        log.close();
    }

    @Test
    void the_log_finds_and_inserts_and_does_nothing_else() {
        EventStorageEngine engine = log.builder(client).build();
        engine.appendEvents(inStream("a", 0, arrived("a", ANNA, "Anna")));
        assertThatThrownBy(() -> engine.appendEvents(inStream("a", 0, arrived("a", ANNA, "Anna"))))
                .isInstanceOf(AggregateStreamCreationException.class);
        for (int i = 1; i < 300; i++) {
            engine.appendEvents(inStream("a", i, arrived("a", ANNA, "Anna")));
        }

        assertThat(engine.readEvents("a").asStream()).hasSize(300);
        assertThat(engine.readEvents(null, false)).hasSize(300);
        assertThat(engine.lastSequenceNumberFor("a")).hasValue(299L);
        assertThat(engine.createHeadToken()).isNotNull();
        assertThat(engine.createTokenAt(Events.NOON.plusSeconds(1))).isNotNull();
        assertThat(new MongoSubjectEntries(client.getDatabase(log.name()), new MemoryDisclosures(log.keys()))
                        .about(SubjectId.of(ANNA), true))
                .hasSize(300);

        assertThat(commands.sent()).contains("find", "insert").isSubsetOf("find", "getMore", "insert");
    }

    @Test
    void the_eraser_finds_and_updates_and_does_nothing_else() {
        log.engine().appendEvents(inStream("a", 0, arrived("a", ANNA, "Anna")));

        var erased = new MongoErasure(client.getDatabase(log.name()), log.database(), log.keys(), Duration.ZERO)
                .erase(new KeyScope(SubjectId.of(ANNA), MemoryDisclosures.CATEGORY, "a"));

        assertThat(erased.entriesCleared()).isEqualTo(1);
        assertThat(commands.sent()).containsExactly("find", "update");
    }
}
