package io.nachweis.evidence;

import static io.nachweis.evidence.Events.inStream;
import static io.nachweis.evidence.StayEvent.arrived;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.evidence.StayEvent.GuestArrived;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is computed from a stream without knowing whom it is about. */
class WithholdingDisclosuresTest {

    private static final String ANNA = "1.annaannaannaannaannaannaannaannaannaannaanA";

    private final MongoLog log = new MongoLog(MongoLog.embeddedServer());

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void leaves_everything_else_of_the_events_of_a_stream() {
        log.engine().appendEvents(inStream("a", 0, arrived("a", ANNA, "Anna")), inStream("a", 1));
        log.engine().appendEvents(inStream("b", 0, arrived("b", ANNA, "Anna")));

        var withheld = new WithheldEvents(
                log.database(),
                PublishedTypeSerializer.of(EntryTypes.of(StayEvent.class)),
                new MemoryDisclosures(log.keys()));

        assertThat(withheld.of("a", StayEvent.class)).hasSize(2);
        assertThat(withheld.of("a", GuestArrived.class)).singleElement().satisfies(arrival -> {
            assertThat(arrival.nights()).isEqualTo(3);
            assertThat(arrival.name().has("$erased")).isTrue();
            assertThat(arrival.subject().has("$erased")).isTrue();
        });
    }
}
