package io.nachweis.evidence;

import static io.nachweis.evidence.Events.inStream;
import static io.nachweis.evidence.StayEvent.arrived;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import io.nachweis.event.SubjectId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadingEventsOfAPersonTest {

    private static final String ANNA = "1.annaannaannaannaannaannaannaannaannaannaanA";
    private static final String BERT = "1.bertbertbertbertbertbertbertbertbertbertbeA";
    private static final int MANY = 50;

    private final Questions asked = new Questions();
    private final MongoLog log = new MongoLog(MongoLog.embeddedServer());
    private final MongoClient client = MongoLog.embeddedServer(asked);
    private final EvidenceLogEngine engine = log.builder(client).build();

    @AfterEach
    void close() {
        client.close();
        log.close();
    }

    /** Anybody can put on record as many streams about an address as a form takes. */
    @Test
    void takes_one_question_for_however_many_streams() {
        for (int i = 0; i < MANY; i++) {
            engine.appendEvents(List.of(
                    inStream("anna-" + i, 0, arrived("anna-" + i, ANNA, "Anna")),
                    inStream("bert-" + i, 0, arrived("bert-" + i, BERT, "Bert"))));
        }
        asked.take();

        try (var events = engine.readEvents(SubjectId.of(ANNA))) {
            assertThat(events.map(LogContract::position).toList())
                    .isEqualTo(IntStream.range(0, MANY).mapToObj(i -> 2L * i).toList());
        }
        assertThat(asked.take()).isEqualTo(1);
    }
}
