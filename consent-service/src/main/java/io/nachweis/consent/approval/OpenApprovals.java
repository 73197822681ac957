package io.nachweis.consent.approval;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** Which approvals nobody has decided on: {@code {_id: <approval>, controller}}. Kept by a projection. */
@Component
class OpenApprovals {

    private static final String CONTROLLER = "controller";

    private final MongoCollection<Document> approvals;

    OpenApprovals(MongoDatabase database) {
        approvals = database.getCollection("approvals");
        approvals.createIndex(Indexes.ascending(CONTROLLER));
    }

    void put(UUID approval, String controller) {
        approvals.replaceOne(
                eq("_id", approval.toString()),
                new Document("_id", approval.toString()).append(CONTROLLER, controller),
                new ReplaceOptions().upsert(true));
    }

    List<UUID> of(String controller) {
        return approvals
                .find(eq(CONTROLLER, controller))
                .map(found -> UUID.fromString(found.getString("_id")))
                .into(new ArrayList<>());
    }

    void remove(UUID approval) {
        approvals.deleteOne(eq("_id", approval.toString()));
    }

    void clear() {
        approvals.deleteMany(new Document());
    }
}
