package io.nachweis.rights.process;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.nachweis.lifecycle.due.DueIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/** {@code {_id: <request>, since, services, at, tries?}}. */
@Component
class MongoPendingRequests implements PendingRequests {

    private static final String SERVICES = "services";

    /** Longer than the services may take to answer. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    /** People wait for these, and most wait for a service that is away for a moment. */
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

    private final MongoCollection<Document> pending;
    private final DueIndex index;

    MongoPendingRequests(MongoDatabase database) {
        pending = database.getCollection("waiting");
        index = new DueIndex(pending, CLAIM, FIRST_RETRY, LONGEST_RETRY);
        // Those that an earlier version has put there.
        pending.updateMany(exists(DueIndex.AT, false), DueIndex.dueAt(Instant.EPOCH));
    }

    @Override
    public void put(UUID request, Instant since, Instant now) {
        pending.updateOne(
                byId(request),
                Updates.combine(
                        Updates.setOnInsert("since", Date.from(since)),
                        Updates.setOnInsert(SERVICES, List.of()),
                        DueIndex.dueAt(now)),
                new UpdateOptions().upsert(true));
        index.expect(now);
    }

    @Override
    public Optional<Turn> claim(UUID request, Instant now) {
        return index.claim(byId(request), now).map(MongoPendingRequests::turn);
    }

    @Override
    public Optional<Turn> claim(Instant now) {
        return index.claim(now).map(MongoPendingRequests::turn);
    }

    @Override
    public void retryLater(Turn turn, Instant now) {
        index.retryLater(turn.claim(), now);
    }

    @Override
    public void note(UUID request, Set<String> services) {
        pending.updateOne(byId(request), Updates.set(SERVICES, List.copyOf(services)));
    }

    @Override
    public void done(Turn turn) {
        index.done(turn.claim());
    }

    @Override
    public Map<UUID, Set<String>> reasons() {
        var reasons = new HashMap<UUID, Set<String>>();
        pending.find()
                .forEach(found -> reasons.put(
                        UUID.fromString(found.getString("_id")), new TreeSet<>(found.getList(SERVICES, String.class))));
        return reasons;
    }

    private static Bson byId(UUID request) {
        return eq("_id", request.toString());
    }

    private static Turn turn(Document claimed) {
        return new Turn(UUID.fromString(claimed.getString("_id")), claimed);
    }
}
