package io.nachweis.evidence;

import com.mongodb.client.MongoDatabase;
import io.nachweis.personal.Disclosures;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.messaging.Message;
import org.axonframework.serialization.Serializer;
import tools.jackson.databind.node.ObjectNode;

/** The events of a stream with every disclosure withheld, for what has to be computed without opening any. */
public final class WithheldEvents {

    private final EvidenceLogEngine log;

    public WithheldEvents(MongoDatabase database, Serializer serializer, Disclosures disclosures) {
        this.log = EvidenceLogEngine.builder(database, serializer, new Unopened(disclosures))
                .withoutSnapshots()
                .build();
    }

    /** Those of this type, in the order of the stream; what is personal in them reads as erased. */
    public <E> Stream<E> of(String stream, Class<E> type) {
        return log.readEvents(stream)
                .asStream()
                .map(Message::getPayload)
                .filter(type::isInstance)
                .map(type::cast);
    }

    private record Unopened(Disclosures disclosures) implements Disclosures {

        @Override
        public Split seal(Class<?> payloadType, ObjectNode data) {
            return disclosures.seal(payloadType, data);
        }

        @Override
        public ObjectNode open(ObjectNode leaf, Map<String, String> categories, List<Sealed> sealed) {
            return disclosures.open(leaf, categories, List.of());
        }
    }
}
