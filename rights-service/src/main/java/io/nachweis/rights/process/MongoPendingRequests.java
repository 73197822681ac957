package io.nachweis.rights.process;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** {@code {_id: <request>, since, services}}. */
@Component
class MongoPendingRequests implements PendingRequests {

    private static final int MOST = 1_000;
    private static final String SERVICES = "services";

    private final MongoCollection<Document> pending;

    MongoPendingRequests(MongoDatabase database) {
        pending = database.getCollection("waiting");
    }

    @Override
    public void put(UUID request, Instant since) {
        pending.updateOne(
                eq("_id", request.toString()),
                Updates.combine(
                        Updates.setOnInsert("since", Date.from(since)), Updates.setOnInsert(SERVICES, List.of())),
                new UpdateOptions().upsert(true));
    }

    @Override
    public void note(UUID request, Set<String> services) {
        pending.updateOne(eq("_id", request.toString()), Updates.set(SERVICES, List.copyOf(services)));
    }

    @Override
    public void remove(UUID request) {
        pending.deleteOne(eq("_id", request.toString()));
    }

    @Override
    public List<UUID> all() {
        return pending.find()
                .limit(MOST)
                .map(found -> UUID.fromString(found.getString("_id")))
                .into(new ArrayList<>());
    }

    @Override
    public Map<UUID, Set<String>> reasons() {
        var reasons = new HashMap<UUID, Set<String>>();
        pending.find()
                .forEach(found -> reasons.put(
                        UUID.fromString(found.getString("_id")), new TreeSet<>(found.getList(SERVICES, String.class))));
        return reasons;
    }
}
