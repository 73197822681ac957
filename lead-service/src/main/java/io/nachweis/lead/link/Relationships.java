package io.nachweis.lead.link;

import static com.mongodb.client.model.Filters.eq;
import static io.nachweis.contracts.MacKey.part;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import io.nachweis.contracts.MacKey;
import io.nachweis.lead.decision.RelationshipEvent;
import io.nachweis.lead.decision.RelationshipState;
import io.nachweis.lead.decision.RelationshipState.Over;
import io.nachweis.starter.Secrets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.bson.Document;
import org.springframework.stereotype.Component;

/**
 * Business relationships as the log has them now, and by the names that a CRM gives them: {@code {_id: <keyed hash of
 * controller and name>, stream}}. A stream is named at random, so that nothing in the log leads to a CRM, and the first to
 * insert decides. Streams are short.
 */
@Component
public class Relationships {

    private static final String STREAM = "stream";

    private final EventStore log;
    private final MongoCollection<Document> streams;
    private final MacKey key;

    Relationships(EventStore log, MongoDatabase database, Secrets secrets) {
        this.log = log;
        this.streams = database.getCollection("relationships");
        this.key = new MacKey(secrets.key("lead-tokens"));
        streams.createIndex(Indexes.ascending(STREAM));
    }

    public RelationshipState state(UUID relationship) {
        return RelationshipState.of(log.readEvents(relationship.toString())
                .asStream()
                .map(Message::getPayload)
                .map(RelationshipEvent.class::cast));
    }

    public Optional<UUID> find(String controller, String name) {
        return Optional.ofNullable(streams.find(eq("_id", id(controller, name))).first())
                .map(found -> UUID.fromString(found.getString(STREAM)));
    }

    /** A new one where there is none, or it is over; its stream begins with the next command. */
    public UUID of(String controller, String name) {
        find(controller, name).filter(each -> state(each) instanceof Over).ifPresent(this::forget);
        var begun = new Document("_id", id(controller, name))
                .append(STREAM, UUID.randomUUID().toString());
        return find(controller, name).orElseGet(() -> {
            try {
                streams.insertOne(begun);
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
            }
            return find(controller, name).orElseThrow();
        });
    }

    /** No name leads to it any more. */
    public void forget(UUID relationship) {
        streams.deleteOne(eq(STREAM, relationship.toString()));
    }

    private String id(String controller, String name) {
        return HexFormat.of().formatHex(key.mac(part("relationship"), part(controller), part(name)));
    }
}
